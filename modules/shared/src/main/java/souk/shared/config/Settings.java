package souk.shared.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads configuration by name and remembers everything that is wrong with it. Each reader returns a usable value even
 * for a wrong key, so that a record can be built to its end; {@link #verify} then reports all of it in one message.
 */
public final class Settings {

    private final Function<String, String> lookup;
    private final Function<String, Layer> layers;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Setting> read = new LinkedHashMap<>();

    private Settings(Function<String, String> lookup, Function<String, Layer> layers) {
        this.lookup = lookup;
        this.layers = layers;
    }

    /** @param lookup gives null for what is not configured, as {@code System::getenv} does */
    public static Settings of(Function<String, String> lookup) {
        return new Settings(lookup, key -> lookup.apply(key) == null ? Layer.DEFAULT : Layer.ENVIRONMENT);
    }

    public static Settings of(Layers layers) {
        var settings = new Settings(layers::value, layers::layer);
        settings.text(Layers.FILE_KEY, "");
        settings.problems.addAll(layers.problems());
        return settings;
    }

    /** Everything that was asked for, in that order. */
    List<Setting> read() {
        return List.copyOf(read.values());
    }

    public String required(String key, String meaning) {
        var value = noted(key, null);
        if (value == null) {
            return problem(key + " is missing: " + meaning, "");
        }
        return value;
    }

    public String text(String key, String fallback) {
        var value = noted(key, fallback);
        return value == null ? fallback : value;
    }

    public int integer(String key, int fallback, int min, int max) {
        var value = noted(key, Integer.toString(fallback));
        if (value == null) {
            return fallback;
        }
        try {
            var number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            return problem(key + " must be a whole number from " + min + " to " + max, fallback);
        }
        return problem(key + " must be from " + min + " to " + max, fallback);
    }

    public boolean flag(String key, boolean fallback) {
        var value = text(key, Boolean.toString(fallback));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> problem(key + " must be true or false", fallback);
        };
    }

    /** Comma-separated, without blanks and empty elements. */
    public List<String> list(String key) {
        return Stream.of(text(key, "").split(","))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /** A file that must exist and be readable. */
    public Path file(String key, String meaning) {
        var path = Path.of(required(key, meaning));
        return raw(key) == null || Files.isReadable(path) ? path : problem(key + " names no readable file", path);
    }

    /** The value of the key itself, or the content of the file that {@code KEY_FILE} names. */
    public Secret secret(String key, String meaning) {
        var value = raw(key);
        var file = value == null ? raw(key + "_FILE") : null;
        if (file == null) {
            read.put(key, new Setting(key, value, null, layers.apply(key), true));
        } else {
            noted(key + "_FILE", null);
        }
        if (value == null && file == null) {
            return problem(key + " or " + key + "_FILE is missing: " + meaning, new Secret(""));
        }
        try {
            return new Secret(
                    value != null ? value : Files.readString(Path.of(file)).strip());
        } catch (IOException unreadable) {
            return problem(key + "_FILE names no readable file", new Secret(""));
        }
    }

    /** Notes something wrong that only the reader can see and returns the stand-in. */
    public <T> T problem(String problem, T standIn) {
        problems.add(problem);
        return standIn;
    }

    /** @throws InvalidConfiguration if anything read so far is missing or wrong */
    public void verify() {
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
    }

    private String noted(String key, String fallback) {
        var value = raw(key);
        read.put(key, new Setting(key, value, fallback, value == null ? Layer.DEFAULT : layers.apply(key), false));
        return value;
    }

    private String raw(String key) {
        var value = lookup.apply(key);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
