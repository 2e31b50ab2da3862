package souk.shared.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting that can be changed while the cluster runs. Its value is a text; what the type and the range allow is said by
 * {@link #complaint}.
 *
 * @param name such as {@code limits.anonymous.per-second}
 * @param fallback the value until somebody sets another
 * @param min of an integer
 * @param max of an integer
 * @param choices the values that there are; empty for an integer
 * @param meaning for people, one sentence
 */
public record LiveKey(String name, Type type, String fallback, int min, int max, List<String> choices, String meaning) {

    private static final List<String> FLAGS = List.of("true", "false");

    public enum Type {
        FLAG,
        INTEGER,
        CHOICE;

        /** The name outside. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LiveKey {
        choices = List.copyOf(choices);
    }

    public static LiveKey flag(String name, boolean fallback, String meaning) {
        return new LiveKey(name, Type.FLAG, Boolean.toString(fallback), 0, 0, FLAGS, meaning);
    }

    public static LiveKey integer(String name, int fallback, int min, int max, String meaning) {
        return new LiveKey(name, Type.INTEGER, Integer.toString(fallback), min, max, List.of(), meaning);
    }

    public static LiveKey choice(String name, String fallback, List<String> choices, String meaning) {
        return new LiveKey(name, Type.CHOICE, fallback, 0, 0, choices, meaning);
    }

    /** The environment variable that sets the default at the start. */
    public String startKey() {
        return "SOUK_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** What is wrong with the value, for people; empty if it may be set. */
    public Optional<String> complaint(String value) {
        if (type != Type.INTEGER) {
            return choices.contains(value)
                    ? Optional.empty()
                    : Optional.of("must be one of " + String.join(", ", choices));
        }
        try {
            var number = Integer.parseInt(value);
            if (number >= min && number <= max && Integer.toString(number).equals(value)) {
                return Optional.empty();
            }
        } catch (NumberFormatException notANumber) {
            return Optional.of("must be a whole number from " + min + " to " + max);
        }
        return Optional.of("must be a whole number from " + min + " to " + max);
    }

    /** @param value about which there is no complaint */
    public Object parse(String value) {
        return switch (type) {
            case FLAG -> Boolean.valueOf(value);
            case INTEGER -> Integer.valueOf(value);
            case CHOICE -> value;
        };
    }
}
