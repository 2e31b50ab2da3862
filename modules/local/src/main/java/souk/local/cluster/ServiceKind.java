package souk.local.cluster;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import souk.local.database.ServiceDatabase;

/** The services of Souk, in the order in which they are shown. */
public enum ServiceKind {
    AUTH(true),
    PRODUCTS(true),
    ORDERS(true),
    GATEWAY(false);

    private final boolean hasDatabase;

    ServiceKind(boolean hasDatabase) {
        this.hasDatabase = hasDatabase;
    }

    public static Optional<ServiceKind> named(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String instance(int number) {
        return id() + "-" + number;
    }

    public Optional<ServiceDatabase> database() {
        return hasDatabase ? Optional.of(new ServiceDatabase(id())) : Optional.empty();
    }

    /** Where the build leaves the service, below the project's directory. */
    public Path jar() {
        return Path.of("modules", id(), "target", id() + ".jar");
    }
}
