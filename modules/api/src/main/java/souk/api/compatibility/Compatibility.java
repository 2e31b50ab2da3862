package souk.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds what clients of a released API would trip over in a later one. They send what they sent, ignore members, headers,
 * statuses and values of enumerations that they do not know, and read those that they know.
 */
public final class Compatibility {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final References before;
    private final References now;
    private final Findings findings = new Findings();

    private Compatibility(JsonNode released, JsonNode present) {
        this.before = new References(released);
        this.now = new References(present);
    }

    /** One line for each thing that breaks, such as {@code GET /a, status 200 application/json/name: is no longer sent}. */
    public static List<String> breaks(JsonNode released, JsonNode present) {
        var comparison = new Compatibility(released, present);
        comparison.compare();
        return comparison.findings.all();
    }

    private void compare() {
        var present = paths(now.document());
        paths(before.document()).forEach((shape, path) -> {
            var item = present.get(shape);
            if (item == null) {
                findings.at(path.name).add("is gone");
            } else {
                compareMethods(path, item);
            }
        });
    }

    private record Path(String name, JsonNode item) {}

    /** By what is the same however the parameters are called. */
    private static Map<String, Path> paths(JsonNode document) {
        var paths = new LinkedHashMap<String, Path>();
        document.path("paths")
                .properties()
                .forEach(entry -> paths.put(
                        entry.getKey().replaceAll("\\{[^}]*}", "{}"), new Path(entry.getKey(), entry.getValue())));
        return paths;
    }

    private void compareMethods(Path was, Path is) {
        for (var member : was.item.properties()) {
            if (!METHODS.contains(member.getKey())) {
                continue;
            }
            var place = findings.at(member.getKey().toUpperCase(Locale.ROOT) + ' ' + was.name);
            var operation = is.item.get(member.getKey());
            if (operation == null) {
                place.add("is gone");
                continue;
            }
            new Parameters(before, now)
                    .compare(
                            new Parameters.Place(was.name, was.item, member.getValue()),
                            new Parameters.Place(is.name, is.item, operation),
                            place);
            new Bodies(before, now).compare(member.getValue(), operation, place);
            Access.compare(member.getValue().path("security"), operation.path("security"), place);
        }
    }
}
