package souk.products.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import souk.shared.json.Fields;
import souk.shared.json.StrictJson;

/** Attributes as they come in JSON, from outside or from storage. */
final class AttributeJson {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_TEXTS = 50;
    private static final int MAX_DIGITS = 30;
    private static final int MAX_DECIMALS = 12;

    private AttributeJson() {}

    /** What {@code WireJson} wrote of attributes. */
    static Attributes stored(String json) {
        if (json.equals("{}")) {
            return Attributes.NONE;
        }
        var byKey = new HashMap<String, AttributeValue>();
        StrictJson.parse(json)
                .properties()
                .forEach(member ->
                        byKey.put(member.getKey(), value(member.getValue()).orElseThrow()));
        return Attributes.of(byKey);
    }

    /** Notes what is wrong with them; null removes one. */
    static AttributeChange patch(Fields attributes) {
        var set = new HashMap<String, AttributeValue>();
        var removed = new HashSet<String>();
        for (var key : attributes.names()) {
            var json = attributes.value(key);
            if (!KEY.matcher(key).matches()) {
                attributes.violation(
                        key, "must be a key of 1 to 64 letters, digits and . _ - that begins with no sign");
            } else if (json.isNull()) {
                removed.add(key);
            } else {
                value(json)
                        .filter(AttributeJson::fits)
                        .ifPresentOrElse(value -> set.put(key, value), () -> attributes.violation(key, EXPECTED));
            }
        }
        return new AttributeChange(false, Attributes.of(set), removed);
    }

    private static final String EXPECTED = "must be a text of up to " + MAX_TEXT + " characters, a number of up to "
            + MAX_DIGITS + " digits and " + MAX_DECIMALS + " decimals, true or false, or an array of up to " + MAX_TEXTS
            + " texts";

    private static Optional<AttributeValue> value(JsonNode json) {
        if (json.isTextual()) {
            return Optional.of(new AttributeValue.Text(json.textValue()));
        }
        if (json.isNumber()) {
            return number(json.decimalValue());
        }
        if (json.isBoolean()) {
            return Optional.of(new AttributeValue.Flag(json.booleanValue()));
        }
        if (json.isArray() && all(json).allMatch(JsonNode::isTextual)) {
            var texts = new ArrayList<String>();
            json.forEach(text -> texts.add(text.textValue()));
            return Optional.of(new AttributeValue.Texts(texts));
        }
        return Optional.empty();
    }

    /** An exponent can stand for more digits than there is memory, so it is looked at first. */
    private static Optional<AttributeValue> number(BigDecimal number) {
        return Math.abs((long) number.scale()) <= 2 * MAX_DIGITS
                ? Optional.of(new AttributeValue.Number(number))
                : Optional.empty();
    }

    private static boolean fits(AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            return fits(text.text());
        }
        if (value instanceof AttributeValue.Number number) {
            return number.value().precision() <= MAX_DIGITS && number.value().scale() <= MAX_DECIMALS;
        }
        return !(value instanceof AttributeValue.Texts several)
                || (several.texts().size() <= MAX_TEXTS
                        && several.texts().stream().allMatch(AttributeJson::fits));
    }

    private static boolean fits(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT && Fields.isPrintable(text);
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
