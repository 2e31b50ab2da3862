package souk.products.importing.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Collects what another shop says of a product, and notes what cannot be kept. */
final class ForeignDraft {

    private static final int MAX_TEXT = 1_000;
    private static final int MAX_TEXTS = 50;
    private static final int MAX_ATTRIBUTES = 100;
    private static final int MAX_IMAGES = 50;
    private static final int MAX_ALT = 500;
    private static final int MAX_URL = 2_000;
    private static final int MAX_SLUG = 180;
    private static final Map<String, String> GRAMS = Map.of(
            "g",
            "1",
            "gram",
            "1",
            "grams",
            "1",
            "kg",
            "1000",
            "kilograms",
            "1000",
            "lb",
            "453.59237",
            "lbs",
            "453.59237",
            "pounds",
            "453.59237",
            "oz",
            "28.349523125",
            "ounces",
            "28.349523125");

    private final ObjectNode product = JsonNodeFactory.instance.objectNode();
    private final ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    private final Map<String, ObjectNode> images = new LinkedHashMap<>();
    private final List<List<String>> categories = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ForeignDraft text(String member, String value) {
        if (value != null && !value.isBlank()) {
            product.put(member, value);
        }
        return this;
    }

    ForeignDraft sku(String text) {
        var sku = Words.sku(text);
        if (!sku.equals(text)) {
            notes.add("the SKU is written " + sku);
        }
        return text("sku", sku);
    }

    ForeignDraft slug(String text) {
        var slug = Words.slug(text);
        return text("slug", slug.length() <= MAX_SLUG ? slug : "");
    }

    ForeignDraft description(String html) {
        return text("description", PlainText.of(html));
    }

    ForeignDraft price(String amount, String currency) {
        if (!amount.isBlank()) {
            product.putObject("price").put("amount", amount).put("currency", currency);
        }
        return this;
    }

    /** Less than nothing, as after overselling, is none. */
    ForeignDraft stock(JsonNode count) {
        var number = count.isNumber()
                ? Optional.of(count.decimalValue())
                : PriceText.number(count.asText().strip().replaceFirst("^-", ""));
        var negative = count.asText().strip().startsWith("-");
        if (negative) {
            notes.add("a stock of " + count.asText() + " is taken for none");
        }
        number.filter(value -> value.precision() - value.scale() < 12 && Math.abs(value.scale()) < 12)
                .map(value -> negative ? BigDecimal.ZERO : value)
                .filter(value -> value.stripTrailingZeros().scale() <= 0)
                .ifPresentOrElse(
                        value -> product.put("stock", value.longValueExact()), () -> product.set("stock", count));
        return this;
    }

    ForeignDraft weight(BigDecimal value, String unit) {
        var grams = GRAMS.get(unit.toLowerCase(Locale.ROOT));
        if (grams == null) {
            return attribute("weight", JsonNodeFactory.instance.numberNode(value));
        }
        if (value.signum() > 0 && value.precision() - value.scale() < 8) {
            product.put(
                    "weightGrams",
                    value.multiply(new BigDecimal(grams))
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact());
        }
        return this;
    }

    ForeignDraft status(String status) {
        return text("status", status);
    }

    ForeignDraft category(List<String> path) {
        var named =
                path.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
        if (!named.isEmpty() && !categories.contains(named)) {
            categories.add(named);
        }
        return this;
    }

    /** A scalar or an array of texts; anything else is noted and left out. */
    ForeignDraft attribute(String name, JsonNode value) {
        var key = Words.key(name);
        var fitting = fitting(name, value);
        if (fitting.isEmpty() || key.isEmpty()) {
            return this;
        }
        if (attributes.size() >= MAX_ATTRIBUTES && !attributes.has(key)) {
            notes.add(name + " is left out: there are more than " + MAX_ATTRIBUTES + " attributes");
        } else {
            attributes.set(key, fitting.get());
        }
        return this;
    }

    ForeignDraft attribute(String name, String value) {
        return attribute(name, JsonNodeFactory.instance.textNode(value));
    }

    private Optional<JsonNode> fitting(String name, JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().isBlank()
                    ? Optional.empty()
                    : Optional.of(JsonNodeFactory.instance.textNode(cut(name, printable(value.textValue()), MAX_TEXT)));
        }
        if (value.isNumber()) {
            var number = value.decimalValue().stripTrailingZeros();
            var fits = Math.abs(number.scale()) <= 12 && number.precision() <= 18;
            return fits ? Optional.of(value) : Optional.of(JsonNodeFactory.instance.textNode(value.asText()));
        }
        if (value.isBoolean()) {
            return Optional.of(value);
        }
        if (value.isArray() && !value.isEmpty() && scalars(value)) {
            return Optional.of(texts(name, value));
        }
        if (value.isContainerNode() && !value.isEmpty()) {
            notes.add(name + " is left out: it is nested");
        }
        return Optional.empty();
    }

    private static boolean scalars(JsonNode array) {
        for (var element : array) {
            if (element.isContainerNode() || element.isNull()) {
                return false;
            }
        }
        return true;
    }

    private ArrayNode texts(String name, JsonNode array) {
        var texts = JsonNodeFactory.instance.arrayNode();
        for (var element : array) {
            if (texts.size() < MAX_TEXTS) {
                texts.add(cut(name, printable(element.asText()), MAX_TEXT));
            }
        }
        if (array.size() > MAX_TEXTS) {
            notes.add("of " + name + " only " + MAX_TEXTS + " are kept");
        }
        return texts;
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\n\\r\\t]]", "");
    }

    private String cut(String name, String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        notes.add(name + " is cut after " + most + " characters");
        return text.substring(0, text.offsetByCodePoints(0, most));
    }

    ForeignDraft image(String address, String alt) {
        return image(address, alt, images.size());
    }

    /** Each address once. */
    ForeignDraft image(String address, String alt, int position) {
        var url = address.strip().replace(" ", "%20");
        url = url.startsWith("//") ? "https:" + url : url;
        if (url.isEmpty() || images.containsKey(url)) {
            return this;
        }
        if (!isAddress(url)) {
            notes.add("an image is left out: it has no address on the web");
        } else if (images.size() >= MAX_IMAGES) {
            notes.add("an image is left out: there are more than " + MAX_IMAGES);
        } else {
            var image = JsonNodeFactory.instance.objectNode();
            image.put("url", url).put("alt", cut("an image's text", printable(alt), MAX_ALT));
            images.put(url, image.put("position", position));
        }
        return this;
    }

    private static boolean isAddress(String url) {
        try {
            var uri = new URI(url);
            return url.length() <= MAX_URL
                    && uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    ForeignDraft note(String note) {
        notes.add(note);
        return this;
    }

    Draft done(long line, int part, List<Long> joined, Map<String, String> columns) {
        if (!attributes.isEmpty()) {
            product.set("attributes", attributes);
        }
        if (!images.isEmpty()) {
            product.putArray("images").addAll(images.values());
        }
        return new Draft(line, part, joined, product, categories, true, List.of(), notes, columns);
    }
}
