package souk.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares bounds and shapes. Bounds of what is sent may move, so that something may become longer or more; shapes of it
 * are kept, for readers take them apart.
 */
record Limits(Direction direction) {

    private static final List<String> LOWER =
            List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final List<String> UPPER =
            List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
    private static final List<String> SHAPES = List.of("pattern", "format", "multipleOf", "contentMediaType");

    static final Set<String> KEYWORDS = Stream.of(LOWER, UPPER, SHAPES, List.of("uniqueItems"))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());

    void compare(JsonNode was, JsonNode is, Findings findings) {
        if (direction == Direction.TAKEN) {
            LOWER.forEach(name -> bound(name, was, is, 1, findings));
            UPPER.forEach(name -> bound(name, was, is, -1, findings));
            if (is.path("uniqueItems").asBoolean() && !was.path("uniqueItems").asBoolean()) {
                findings.add("takes nothing twice now");
            }
        }
        SHAPES.forEach(name -> shape(name, was.path(name), is.path(name), findings));
    }

    /** @param narrower the sign of a difference that takes less */
    private static void bound(String name, JsonNode was, JsonNode is, int narrower, Findings findings) {
        if (!is.has(name)) {
            return;
        }
        var limit = is.get(name).decimalValue();
        if (!was.has(name) || limit.compareTo(was.get(name).decimalValue()) == narrower) {
            var before = was.has(name) ? was.get(name).decimalValue() : null;
            findings.add(name + " is " + limit + " now" + (before == null ? "" : ", was " + plain(before)));
        }
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }

    private void shape(String name, JsonNode was, JsonNode is, Findings findings) {
        var shaped = direction == Direction.TAKEN ? is : was;
        if (!shaped.isMissingNode() && !was.equals(is)) {
            findings.add(name + " is " + (is.isMissingNode() ? "gone" : is + " now")
                    + (was.isMissingNode() ? "" : ", was " + was));
        }
    }
}
