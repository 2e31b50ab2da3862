package souk.local.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import souk.local.data.LocalFailure;

/** What whoever starts the cluster has set, in the environment or in the file that it names. */
record UserSettings(Map<String, String> environment) {
    private static final String FILE = "SOUK_CONFIG_FILE";

    static UserSettings ours() {
        return new UserSettings(System.getenv());
    }

    /** Adds what suits a laptop, unless the user says otherwise. */
    void addTo(Map<String, String> service, String key, String otherwise) {
        if (isSet(key)) {
            service.put(key, environment.get(key));
        } else if (!isInFile(key)) {
            service.put(key, otherwise);
        }
    }

    /** Services may run in another folder. */
    void addFileTo(Map<String, String> service) {
        if (isSet(FILE)) {
            service.put(FILE, file().toString());
        }
    }

    private boolean isSet(String key) {
        var value = environment.get(key);
        return value != null && !value.isBlank();
    }

    private Path file() {
        return Path.of(environment.get(FILE).strip()).toAbsolutePath();
    }

    /** What is wrong with the file is for the services to say. */
    private boolean isInFile(String key) {
        if (!isSet(FILE)) {
            return false;
        }
        try (var lines = Files.lines(file())) {
            return lines.anyMatch(line -> line.strip().matches(key + "\\s*=.*"));
        } catch (IOException e) {
            throw new LocalFailure(FILE + " names no readable file: " + file(), e);
        }
    }
}
