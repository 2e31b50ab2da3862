package souk.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares the schemas of values that go one way. */
final class Schemas {

    /** What says nothing about which values there are. */
    private static final Set<String> REMARKS = Set.of(
            "title",
            "description",
            "example",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$comment",
            "default");

    private static final Set<String> COMPARED = Set.of(
            "type",
            "enum",
            "const",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "oneOf",
            "anyOf",
            "allOf");

    private final References before;
    private final References now;
    private final Direction direction;
    private final Limits limits;
    private final Set<List<JsonNode>> underWay = new HashSet<>();

    Schemas(References before, References now, Direction direction) {
        this.before = before;
        this.now = now;
        this.direction = direction;
        this.limits = new Limits(direction);
    }

    void compare(JsonNode oldSchema, JsonNode newSchema, Findings findings) {
        if (oldSchema.equals(newSchema) && before.document().equals(now.document())) {
            return;
        }
        var pair = List.of(oldSchema, newSchema);
        if (!underWay.add(pair)) {
            return;
        }
        var was = flat(before, oldSchema);
        var is = flat(now, newSchema);
        var wasOneOf = alternatives(before, was);
        var isOneOf = alternatives(now, is);
        if (wasOneOf.size() == 1 && isOneOf.size() == 1) {
            compareOne(wasOneOf.get(0), isOneOf.get(0), findings);
        } else {
            compareAlternatives(wasOneOf, isOneOf, findings);
        }
        underWay.remove(pair);
    }

    /** What was taken must be taken by some alternative; what is sent must be known to some. */
    private void compareAlternatives(List<JsonNode> was, List<JsonNode> is, Findings findings) {
        var taken = direction == Direction.TAKEN;
        var covered = taken ? was : is;
        var covering = taken ? is : was;
        for (var i = 0; i < covered.size(); i++) {
            var alternative = covered.get(i);
            var known = covering.stream().anyMatch(other -> {
                var differences = new Findings();
                compareOne(taken ? alternative : other, taken ? other : alternative, differences);
                return differences.all().isEmpty();
            });
            if (!known) {
                findings.add("alternative " + (i + 1) + (taken ? " is no longer taken" : " is new or different"));
            }
        }
    }

    private void compareOne(JsonNode was, JsonNode is, Findings findings) {
        compareTypes(types(was), types(is), findings);
        compareValues(values(was), values(is), findings);
        limits.compare(was, is, findings);
        if (direction == Direction.TAKEN
                && was.has("default")
                && !was.get("default").equals(is.get("default"))) {
            findings.add("the default is no longer " + was.get("default"));
        }
        compareMembers(was, is, findings);
        if (was.has("items") || is.has("items")) {
            compare(was.path("items"), is.path("items"), findings.below("*"));
        }
        compareRest(was, is, findings);
    }

    private void compareTypes(Set<String> was, Set<String> is, Findings findings) {
        var taken = direction == Direction.TAKEN;
        var missing = new TreeSet<>(taken ? was : is);
        missing.removeAll(taken ? is : was);
        if ((taken ? is : was).contains("number")) {
            missing.remove("integer");
        }
        if (!missing.isEmpty()) {
            findings.add((taken ? "no longer takes " : "may now be ") + String.join(", ", missing));
        }
    }

    /** New values may be sent at any time: readers are told to expect them. */
    private void compareValues(Set<JsonNode> was, Set<JsonNode> is, Findings findings) {
        if (direction == Direction.SENT || is.isEmpty()) {
            return;
        }
        if (was.isEmpty()) {
            findings.add("takes only " + is + " now");
        } else if (!is.containsAll(was)) {
            var missing = new HashSet<>(was);
            missing.removeAll(is);
            findings.add("no longer takes " + missing);
        }
    }

    private void compareMembers(JsonNode was, JsonNode is, Findings findings) {
        for (var member : was.path("properties").properties()) {
            var place = findings.below(member.getKey());
            var there = is.path("properties").get(member.getKey());
            if (there == null) {
                place.add(direction == Direction.TAKEN ? "is no longer taken" : "is no longer sent");
            } else {
                compare(member.getValue(), there, place);
            }
        }
        compareRequired(names(was.path("required")), names(is.path("required")), is, findings);
        compareOthers(was.path("additionalProperties"), is.path("additionalProperties"), findings);
    }

    private void compareRequired(Set<String> was, Set<String> is, JsonNode schema, Findings findings) {
        if (direction == Direction.TAKEN) {
            is.stream()
                    .filter(name -> !was.contains(name))
                    .forEach(name -> findings.below(name).add("is required now"));
        } else {
            was.stream()
                    .filter(name ->
                            !is.contains(name) && schema.path("properties").has(name))
                    .forEach(name -> findings.below(name).add("may be missing now"));
        }
    }

    private void compareOthers(JsonNode was, JsonNode is, Findings findings) {
        var closed = is.isBoolean() && !is.booleanValue();
        var wasClosed = was.isBoolean() && !was.booleanValue();
        if (direction == Direction.TAKEN && closed && !wasClosed) {
            findings.add("other members are no longer taken");
        } else if (was.isObject() && is.isObject()) {
            compare(was, is, findings.below("{}"));
        } else if (direction == Direction.TAKEN && is.isObject() && !wasClosed
                || direction == Direction.SENT && was.isObject() && closed) {
            findings.add("other members are not what they were");
        }
    }

    /** What is not understood must not differ. */
    private void compareRest(JsonNode was, JsonNode is, Findings findings) {
        var names = new TreeSet<String>();
        was.fieldNames().forEachRemaining(names::add);
        is.fieldNames().forEachRemaining(names::add);
        names.stream()
                .filter(name -> !REMARKS.contains(name)
                        && !COMPARED.contains(name)
                        && !Limits.KEYWORDS.contains(name)
                        && !name.startsWith("x-"))
                .filter(name -> !was.path(name).equals(is.path(name)))
                .forEach(name -> findings.add(name + " differs"));
    }

    /** With the members of {@code allOf} in one. */
    private static JsonNode flat(References references, JsonNode schema) {
        var followed = references.follow(schema);
        if (!followed.has("allOf")) {
            return followed;
        }
        var joined = ((ObjectNode) followed).deepCopy();
        joined.remove("allOf");
        for (var part : followed.get("allOf")) {
            join(joined, flat(references, part));
        }
        return joined;
    }

    private static void join(ObjectNode joined, JsonNode part) {
        part.properties().forEach(member -> {
            switch (member.getKey()) {
                case "properties" -> joined.withObjectProperty("properties").setAll((ObjectNode) member.getValue());
                case "required" -> member.getValue().forEach(joined.withArrayProperty("required")::add);
                default -> joined.set(member.getKey(), member.getValue());
            }
        });
    }

    private static List<JsonNode> alternatives(References references, JsonNode schema) {
        var keyword = Stream.of("oneOf", "anyOf").filter(schema::has).findFirst();
        if (keyword.isEmpty()) {
            return List.of(schema);
        }
        var alternatives = new ArrayList<JsonNode>();
        for (var part : schema.get(keyword.get())) {
            var alternative = ((ObjectNode) schema).deepCopy();
            alternative.remove(keyword.get());
            join(alternative, flat(references, part));
            alternatives.addAll(alternatives(references, alternative));
        }
        return alternatives;
    }

    private static Set<String> types(JsonNode schema) {
        var type = schema.path("type");
        if (type.isMissingNode()) {
            return Set.of("array", "boolean", "integer", "null", "number", "object", "string");
        }
        return type.isArray() ? names(type) : Set.of(type.asText());
    }

    private static Set<JsonNode> values(JsonNode schema) {
        var values = new HashSet<JsonNode>();
        schema.path("enum").forEach(values::add);
        if (!(schema.path("const") instanceof MissingNode)) {
            values.add(schema.get("const"));
        }
        return values;
    }

    private static Set<String> names(JsonNode array) {
        var names = new TreeSet<String>();
        array.forEach(element -> names.add(element.asText()));
        return names;
    }
}
