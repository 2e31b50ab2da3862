package souk.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import souk.system.ApiDocuments.Schema;

/** A body as a schema wants it, about, and the places in it where something else can stand. */
final class SampleBody {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private SampleBody() {}

    static JsonNode of(Schema schema) {
        return of(schema, 0);
    }

    private static JsonNode of(Schema schema, int depth) {
        var chosen = List.of("example", "const", "default").stream()
                .map(schema::get)
                .filter(value -> value instanceof String || value instanceof Number || value instanceof Boolean)
                .findFirst();
        if (chosen.isPresent()) {
            return leaf(chosen.get());
        }
        var allowed = ApiDocuments.list(schema.get("enum"));
        if (!allowed.isEmpty()) {
            return leaf(allowed.get(0));
        }
        var properties = schema.properties();
        if (!properties.isEmpty() && depth < DEEPEST) {
            var object = JSON.objectNode();
            properties.forEach((name, property) -> object.set(name, of(property, depth + 1)));
            return object;
        }
        return switch (String.valueOf(
                schema.get("type") instanceof List<?> types ? types.get(0) : schema.get("type"))) {
            case "integer", "number" ->
                JSON.numberNode((long) (schema.get("minimum") instanceof Integer least ? least : 1));
            case "boolean" -> JSON.booleanNode(false);
            case "array" -> {
                var array = JSON.arrayNode();
                if (schema.get("items") != null && depth < DEEPEST) {
                    array.add(of(schema.at(schema.get("items")), depth + 1));
                }
                yield array;
            }
            case "object" -> JSON.objectNode();
            default -> JSON.textNode(text(schema));
        };
    }

    private static String text(Schema schema) {
        var pattern = String.valueOf(schema.get("pattern"));
        return switch (String.valueOf(schema.get("format"))) {
            case "uuid" -> UUID.randomUUID().toString();
            case "date-time" -> "2026-01-01T00:00:00Z";
            case "email" -> "a" + UUID.randomUUID() + "@souk.example";
            default -> pattern.contains("[A-Z]{3}") ? "EUR" : pattern.contains("[0-9]") ? "1.00" : sample(schema);
        };
    }

    private static String sample(Schema schema) {
        var length = schema.get("maxLength") instanceof Integer most ? most : 36;
        var text = "s" + UUID.randomUUID().toString().replace("-", "");
        return text.substring(0, Math.min(text.length(), length));
    }

    private static JsonNode leaf(Object value) {
        return value instanceof Integer number
                ? JSON.numberNode(number)
                : value instanceof Boolean flag ? JSON.booleanNode(flag) : JSON.textNode(value.toString());
    }

    /** Copies of the body, in each of which one member or element has been replaced. */
    static List<JsonNode> withEachReplaced(JsonNode body, JsonNode by) {
        var copies = new ArrayList<JsonNode>();
        if (body instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                copies.add(object.deepCopy().set(member.getKey(), by));
                for (var inner : withEachReplaced(member.getValue(), by)) {
                    copies.add(object.deepCopy().set(member.getKey(), inner));
                }
            });
            copies.add(object.deepCopy().set(by.isTextual() ? by.textValue() : "unknown", by));
        } else if (body instanceof ArrayNode array) {
            for (var at = 0; at < array.size(); at++) {
                var copy = array.deepCopy();
                copies.add(copy.set(at, by));
                for (var inner : withEachReplaced(array.get(at), by)) {
                    copies.add(array.deepCopy().set(at, inner));
                }
            }
        }
        return copies;
    }
}
