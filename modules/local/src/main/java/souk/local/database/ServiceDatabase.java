package souk.local.database;

import java.util.List;

/** A service's own database: one role owns the schema and migrates it, the other may only use it. */
public record ServiceDatabase(String name) {
    public static final List<ServiceDatabase> ALL =
            List.of(new ServiceDatabase("auth"), new ServiceDatabase("products"), new ServiceDatabase("orders"));

    public String owner() {
        return "souk_" + name + "_owner";
    }

    public String user() {
        return "souk_" + name;
    }

    public String url(int port) {
        return "postgresql://127.0.0.1:" + port + "/" + name;
    }
}
