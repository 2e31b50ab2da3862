package souk.shared.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads configuration by name and remembers everything that is wrong with it. Each reader returns a usable value even
 * for a wrong key, so that a record can be built to its end; {@link #verify} then reports all of it in one message.
 */
public final class Settings {

    private final Function<String, String> lookup;
    private final List<String> problems = new ArrayList<>();

    private Settings(Function<String, String> lookup) {
        this.lookup = lookup;
    }

    /** @param lookup gives null for what is not configured, as {@code System::getenv} does */
    public static Settings of(Function<String, String> lookup) {
        return new Settings(lookup);
    }

    public String required(String key, String meaning) {
        var value = raw(key);
        if (value == null) {
            return problem(key + " is missing: " + meaning, "");
        }
        return value;
    }

    public String text(String key, String fallback) {
        var value = raw(key);
        return value == null ? fallback : value;
    }

    public int integer(String key, int fallback, int min, int max) {
        var value = raw(key);
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
        var file = raw(key + "_FILE");
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

    private String raw(String key) {
        var value = lookup.apply(key);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
