package souk.products.importing.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Members of a JSON object by names that are written alike: {@code salePrice}, {@code sale_price}, {@code Sale Price}. */
final class Members {

    private final Map<String, JsonNode> left = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();

    Members(ObjectNode object) {
        object.properties().forEach(member -> names.putIfAbsent(alike(member.getKey()), member.getKey()));
        object.properties().forEach(member -> left.put(member.getKey(), member.getValue()));
    }

    static String alike(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.@-]", "");
    }

    /** The first of them that says something; it is then used up. Missing if none does. */
    JsonNode take(String... wanted) {
        for (var name : wanted) {
            var value = look(name);
            if (!value.isMissingNode()) {
                left.remove(names.get(alike(name)));
                return value;
            }
        }
        return MissingNode.getInstance();
    }

    JsonNode look(String name) {
        var value = left.get(names.get(alike(name)));
        var empty = value == null
                || value.isNull()
                || value.isTextual() && value.textValue().isBlank();
        return empty ? MissingNode.getInstance() : value;
    }

    /** The same, as text if it is a scalar; empty otherwise. */
    String takeText(String... wanted) {
        for (var name : wanted) {
            if (look(name).isValueNode()) {
                return take(name).asText().strip();
            }
        }
        return "";
    }

    /** Members that nobody has taken. */
    Map<String, JsonNode> left() {
        return left;
    }
}
