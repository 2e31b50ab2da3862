package souk.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares what stands in the address and in headers of requests. */
final class Parameters {

    private static final List<String> WRITING = List.of("style", "explode", "content");

    private final References before;
    private final References now;
    private final Schemas schemas;

    /** An operation, with the path item that it is part of. */
    record Place(String path, JsonNode item, JsonNode operation) {}

    Parameters(References before, References now) {
        this.before = before;
        this.now = now;
        this.schemas = new Schemas(before, now, Direction.TAKEN);
    }

    void compare(Place was, Place is, Findings findings) {
        var old = byName(before, was);
        var present = byName(now, is);
        old.forEach((name, parameter) -> {
            var place = findings.at(name);
            var there = present.get(name);
            if (there == null) {
                place.add("is no longer taken");
            } else {
                compareOne(parameter, there, place);
            }
        });
        present.forEach((name, parameter) -> {
            if (!old.containsKey(name) && parameter.path("required").asBoolean()) {
                findings.at(name).add("is required now");
            }
        });
    }

    private void compareOne(JsonNode was, JsonNode is, Findings place) {
        if (is.path("required").asBoolean() && !was.path("required").asBoolean()) {
            place.add("is required now");
        }
        WRITING.stream()
                .filter(member -> !was.path(member).equals(is.path(member)))
                .forEach(member -> place.add(member + " differs"));
        schemas.compare(was.path("schema"), is.path("schema"), place);
    }

    /** Those of the path by their place in it, whatever they are called. */
    private static Map<String, JsonNode> byName(References references, Place place) {
        var parameters = new LinkedHashMap<String, JsonNode>();
        for (var list : List.of(place.item.path("parameters"), place.operation.path("parameters"))) {
            for (var element : list) {
                var parameter = references.follow(element);
                var in = parameter.path("in").asText();
                var name = parameter.path("name").asText();
                parameters.put(in + ' ' + called(in, name, place.path), parameter);
            }
        }
        return parameters;
    }

    private static String called(String in, String name, String path) {
        return switch (in) {
            case "path" ->
                "parameter "
                        + path.substring(0, Math.max(0, path.indexOf('{' + name + '}')))
                                .chars()
                                .filter(c -> c == '{')
                                .count();
            case "header" -> name.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }
}
