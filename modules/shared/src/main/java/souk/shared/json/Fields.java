package souk.shared.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;
import souk.shared.problem.Problem;
import souk.shared.problem.Violation;

/**
 * Reads the members of a JSON object from outside and collects every violation with its JSON pointer. A reader of a
 * required member returns null when the member is missing or wrong; call {@link #done} before using what was read.
 * Numbers are never narrowed: 1.9 and 4294967301 are violations where an int is wanted.
 */
public final class Fields {

    private final JsonNode node;
    private final String pointer;
    private final List<Violation> violations;
    private final Set<String> read = new HashSet<>();
    private final List<Fields> nested = new ArrayList<>();

    private Fields(JsonNode node, String pointer, List<Violation> violations) {
        this.node = node;
        this.pointer = pointer;
        this.violations = violations;
        if (!node.isObject()) {
            violations.add(new Violation(pointer, "must be an object"));
        }
    }

    public static Fields of(JsonNode json) {
        return new Fields(json, "", new ArrayList<>());
    }

    /** Whether the member is there, be it null. */
    public boolean has(String name) {
        return node.has(name);
    }

    public boolean isNull(String name) {
        return node.path(name).isNull();
    }

    /** Of all members, in the order of the document. */
    public List<String> names() {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A member as it is, an explicit null too; missing if it is not there. Counts as read. */
    public JsonNode value(String name) {
        read.add(name);
        return node.path(name);
    }

    /** A text of {@code min} to {@code max} code points without control characters (line breaks and tabs may be). */
    public String text(String name, int min, int max) {
        return optionalText(name, min, max).orElseGet(() -> missing(name));
    }

    public Optional<String> optionalText(String name, int min, int max) {
        var value = member(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            return wrong(name, "must be a string");
        }
        var text = value.textValue();
        var length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            return wrong(name, "must have " + min + " to " + max + " characters");
        }
        if (!isPrintable(text)) {
            return wrong(name, "must not contain control characters or halves of surrogate pairs");
        }
        if (min > 0 && text.isBlank()) {
            return wrong(name, "must not be blank");
        }
        return Optional.of(text);
    }

    public Long integer(String name, long min, long max) {
        return optionalInteger(name, min, max).orElseGet(() -> missing(name));
    }

    public Optional<Long> optionalInteger(String name, long min, long max) {
        var value = member(name);
        if (value == null) {
            return Optional.empty();
        }
        var whole = value.isIntegralNumber() && value.canConvertToLong();
        if (!whole || value.longValue() < min || value.longValue() > max) {
            return wrong(name, "must be a whole number from " + min + " to " + max);
        }
        return Optional.of(value.longValue());
    }

    public Optional<Boolean> optionalFlag(String name) {
        var value = member(name);
        if (value == null) {
            return Optional.empty();
        }
        return value.isBoolean() ? Optional.of(value.booleanValue()) : wrong(name, "must be true or false");
    }

    public UUID uuid(String name) {
        var value = member(name);
        if (value == null) {
            return missing(name);
        }
        return (value.isTextual() ? UuidV7.parse(value.textValue()) : Optional.<UUID>empty())
                .orElseGet(() -> this.<UUID>wrong(name, "must be a UUID").orElse(null));
    }

    /** An amount that is not negative. */
    public Money money(String name) {
        return optionalMoney(name).orElseGet(() -> missing(name));
    }

    public Optional<Money> optionalMoney(String name) {
        return optionalObject(name).flatMap(money -> {
            var amount = money.optionalText("amount", 1, 30).orElseGet(() -> money.missing("amount"));
            var currency = money.optionalText("currency", 1, 30).orElseGet(() -> money.missing("currency"));
            if (amount == null || currency == null) {
                return Optional.empty();
            }
            try {
                var value = Money.parse(amount, currency);
                return value.minorUnits() < 0 ? money.wrong("amount", "must not be negative") : Optional.of(value);
            } catch (IllegalArgumentException invalid) {
                var aboutCurrency = invalid.getMessage().contains("currency")
                        || invalid.getMessage().contains("ISO 4217");
                return money.wrong(aboutCurrency ? "currency" : "amount", invalid.getMessage());
            }
        });
    }

    /** One of the constants' lower-case names. */
    public <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> type) {
        var value = member(name);
        if (value == null) {
            return Optional.empty();
        }
        var names = new ArrayList<String>();
        for (var constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(java.util.Locale.ROOT));
            if (value.isTextual() && names.get(names.size() - 1).equals(value.textValue())) {
                return Optional.of(constant);
            }
        }
        return wrong(name, "must be one of " + String.join(", ", names));
    }

    public Optional<Fields> optionalObject(String name) {
        var value = member(name);
        if (value == null) {
            return Optional.empty();
        }
        return value.isObject() ? Optional.of(nest(value, at(name))) : wrong(name, "must be an object");
    }

    /** The elements of an array of objects; empty, with a violation noted, if it is missing or has a wrong size. */
    public List<Fields> objects(String name, int min, int max) {
        var value = member(name);
        if (value == null) {
            missing(name);
            return List.of();
        }
        if (!value.isArray() || value.size() < min || value.size() > max) {
            wrong(name, "must be an array of " + min + " to " + max + " objects");
            return List.of();
        }
        var elements = new ArrayList<Fields>();
        for (var i = 0; i < value.size(); i++) {
            elements.add(nest(value.get(i), at(name) + "/" + i));
        }
        return elements;
    }

    /** The elements of an array of strings, each once; empty, with violations noted, if it is missing or wrong. */
    public List<String> texts(String name, int min, int max, int longest) {
        var value = member(name);
        if (value == null) {
            missing(name);
            return List.of();
        }
        if (!value.isArray() || value.size() < min || value.size() > max) {
            wrong(name, "must be an array of " + min + " to " + max + " strings");
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (var i = 0; i < value.size(); i++) {
            var text = value.get(i).isTextual() ? value.get(i).textValue() : "";
            if (text.isEmpty() || text.length() > longest || texts.contains(text)) {
                violation(name, i, "must be a string of 1 to " + longest + " characters, and each only once");
            }
            texts.add(text);
        }
        return texts;
    }

    /** Notes a violation that only the caller can see. */
    public void violation(String name, String detail) {
        violations.add(new Violation(at(name), detail));
    }

    /** As {@link #violation(String, String)}, of an element of an array. */
    public void violation(String name, int index, String detail) {
        violations.add(new Violation(at(name) + "/" + index, detail));
    }

    public String pointerOf(String name) {
        return at(name);
    }

    /** Throws a refusal that lists all violations, members that nobody asked for among them. */
    public void done() {
        noteUnknown();
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations).refusal();
        }
    }

    private void noteUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                violation(name, "is not known here");
            }
        });
        nested.forEach(Fields::noteUnknown);
    }

    private Fields nest(JsonNode value, String at) {
        var fields = new Fields(value, at, violations);
        nested.add(fields);
        return fields;
    }

    /** Null for an absent member and for an explicit null. */
    private JsonNode member(String name) {
        read.add(name);
        var value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T missing(String name) {
        var at = at(name);
        if (violations.stream()
                .noneMatch(
                        known -> known.pointer().equals(at) || known.pointer().startsWith(at + "/"))) {
            violations.add(new Violation(at, "is missing"));
        }
        return null;
    }

    private <T> Optional<T> wrong(String name, String detail) {
        violation(name, detail);
        return Optional.empty();
    }

    private String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Without control characters but line breaks and tabs, and without halves of surrogate pairs. */
    public static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(Fields::unprintable);
    }

    private static boolean unprintable(int codePoint) {
        var lineBreakOrTab = codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
        var surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return surrogate || (Character.isISOControl(codePoint) && !lineBreakOrTab);
    }
}
