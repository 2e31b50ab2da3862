package souk.shared.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The environment over the file that {@value #FILE_KEY} names, if it names one. */
public final class Layers {

    static final String FILE_KEY = "SOUK_CONFIG_FILE";
    private static final String OURS = "SOUK_";

    private final Map<String, String> environment;
    private final ConfigFile file;
    private final DocumentedKeys known;

    private Layers(Map<String, String> environment, ConfigFile file, DocumentedKeys known) {
        this.environment = environment;
        this.file = file;
        this.known = known;
    }

    /** Reads the file; what is wrong with it is among the problems of the {@link Settings}. */
    public static Layers of(Map<String, String> environment) {
        return of(environment, DocumentedKeys.ours());
    }

    static Layers of(Map<String, String> environment, DocumentedKeys known) {
        var name = environment.get(FILE_KEY);
        var file = name == null || name.isBlank() ? ConfigFile.none() : ConfigFile.read(Path.of(name.strip()), known);
        return new Layers(environment, file, known);
    }

    String value(String key) {
        return isInEnvironment(key) ? environment.get(key) : file.values().get(key);
    }

    Layer layer(String key) {
        if (isInEnvironment(key)) {
            return Layer.ENVIRONMENT;
        }
        return file.values().containsKey(key) ? Layer.FILE : Layer.DEFAULT;
    }

    private boolean isInEnvironment(String key) {
        var value = environment.get(key);
        return value != null && !value.isBlank();
    }

    List<String> problems() {
        return file.problems();
    }

    /** What is odd but no reason not to start. */
    public List<String> remarks(Settings settings) {
        var remarks = new ArrayList<String>();
        environment.keySet().stream()
                .filter(key -> key.startsWith(OURS) && !known.has(key) && !isOfKubernetes(key))
                .sorted()
                .forEach(key -> remarks.add(known.unknown(key)));
        var open = settings.read().stream()
                .filter(setting -> setting.secret() && setting.layer() == Layer.FILE)
                .map(Setting::key)
                .toList();
        if (!open.isEmpty() && file.isOpen()) {
            remarks.add(file.path() + " can be read by others and holds " + String.join(", ", open));
        }
        return remarks;
    }

    /** What Kubernetes puts into the environment about a service whose name begins with ours. */
    private boolean isOfKubernetes(String key) {
        return key.contains("_SERVICE_")
                || key.matches(".*_PORT(_.*)?") && environment.get(key).contains("://")
                || key.matches(".*_PORT_[0-9]+_(TCP|UDP)_.*");
    }
}
