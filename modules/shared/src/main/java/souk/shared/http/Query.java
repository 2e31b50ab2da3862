package souk.shared.http;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import souk.shared.id.UuidV7;
import souk.shared.problem.Problem;
import souk.shared.problem.Violation;

/** Reads query parameters and collects every violation; call {@link #done} before using what was read. */
public final class Query {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59Z");

    private final MultiMap parameters;
    private final Set<String> read = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    Query(MultiMap parameters) {
        this.parameters = parameters;
    }

    public Optional<String> text(String name, int maxLength) {
        read.add(name);
        var values = parameters.getAll(name);
        if (values.size() > 1) {
            return wrong(name, "is there more than once");
        }
        if (values.isEmpty() || values.get(0).isEmpty()) {
            return Optional.empty();
        }
        var value = values.get(0);
        var valid = value.length() <= maxLength && value.chars().noneMatch(Character::isISOControl);
        return valid ? Optional.of(value) : wrong(name, "must have up to " + maxLength + " printable characters");
    }

    /** Whatever somebody typed, of which only the beginning is looked at. */
    public Optional<String> prose(String name, int looked) {
        read.add(name);
        var values = parameters.getAll(name);
        if (values.size() > 1) {
            return wrong(name, "is there more than once");
        }
        return values.stream()
                .filter(value -> !value.isBlank())
                .map(value -> value.substring(0, Math.min(value.length(), looked)))
                .findFirst();
    }

    /** Of a parameter that may be there several times, without those that are empty. */
    public List<String> texts(String name, int most, int maxLength) {
        read.add(name);
        var values = parameters.getAll(name).stream()
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.size() > most) {
            wrong(name, "must not be there more than " + most + " times");
            return List.of();
        }
        if (values.stream().anyMatch(value -> value.length() > maxLength)) {
            wrong(name, "must have up to " + maxLength + " characters");
            return List.of();
        }
        return values;
    }

    /** Of all parameters, read or not. */
    public Set<String> names() {
        return parameters.names();
    }

    public Optional<Long> integer(String name, long min, long max) {
        return text(name, 20).flatMap(value -> {
            if (value.matches("-?[0-9]{1,18}")) {
                var number = Long.parseLong(value);
                if (number >= min && number <= max) {
                    return Optional.of(number);
                }
            }
            return wrong(name, "must be a whole number from " + min + " to " + max);
        });
    }

    public Optional<Boolean> flag(String name) {
        return text(name, 5)
                .flatMap(value -> value.equals("true") || value.equals("false")
                        ? Optional.of(value.equals("true"))
                        : wrong(name, "must be true or false"));
    }

    /** A time with its zone (RFC 3339), of the years that PostgreSQL and ISO 8601 both know. */
    public Optional<Instant> instant(String name) {
        return text(name, 40)
                .flatMap(value -> time(value).or(() -> wrong(name, "must be a time such as 2026-05-01T12:00:00Z")));
    }

    static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text))
                    .filter(time -> !time.isBefore(FIRST_INSTANT) && !time.isAfter(LAST_INSTANT));
        } catch (DateTimeParseException wrong) {
            return Optional.empty();
        }
    }

    public Optional<UUID> uuid(String name) {
        return text(name, 36).flatMap(value -> UuidV7.parse(value).or(() -> wrong(name, "must be a UUID")));
    }

    public int limit() {
        return integer("limit", 1, MAX_LIMIT).orElse((long) DEFAULT_LIMIT).intValue();
    }

    public Optional<String> cursor() {
        return text("cursor", 2_000);
    }

    public <T> Optional<T> wrong(String name, String detail) {
        violations.add(new Violation(name, detail));
        return Optional.empty();
    }

    /** Throws a refusal that lists all violations, parameters that nobody asked for among them. */
    public void done() {
        for (var name : parameters.names()) {
            if (!read.contains(name)) {
                wrong(name, "is not a parameter of this resource");
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations).refusal();
        }
    }
}
