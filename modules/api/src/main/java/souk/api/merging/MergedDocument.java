package souk.api.merging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Several OpenAPI documents as one. */
final class MergedDocument {

    /** What every operation of the others may answer too, in the document of whoever stands in front of them. */
    private static final String EVERYWHERE = "x-souk-every-operation";

    private static final Set<String> MEMBERS =
            Set.of("openapi", "info", "servers", "tags", "paths", "components", EVERYWHERE);

    private final ObjectNode merged;

    private MergedDocument(ObjectNode merged) {
        this.merged = merged;
    }

    /**
     * Components that differ under one name get the names of their documents in front. Throws IllegalArgumentException
     * if an operation is there twice, or a document has something that cannot be merged, or a reference leads nowhere.
     *
     * @param documents by name; the first gives the frame, and its fragment {@value #EVERYWHERE} is part of all others
     */
    static ObjectNode of(Map<String, ObjectNode> documents, String version) {
        var parts = new LinkedHashMap<String, ObjectNode>();
        documents.forEach((name, document) -> parts.put(name, checked(name, document.deepCopy())));
        DistinctNames.give(parts);
        var frame = parts.values().iterator().next();
        var everywhere = frame.remove(EVERYWHERE);
        var document = new MergedDocument(frame);
        document.describe(version);
        parts.values().stream().skip(1).forEach(part -> {
            addMissing(part, everywhere);
            document.add(part);
        });
        Consistency.require(frame);
        return frame;
    }

    private static ObjectNode checked(String name, ObjectNode document) {
        document.properties().forEach(member -> {
            if (!MEMBERS.contains(member.getKey())) {
                throw new IllegalArgumentException(name + " has " + member.getKey() + ", which is not merged");
            }
        });
        return document;
    }

    private void describe(String version) {
        ((ObjectNode) merged.path("info")).put("version", version);
    }

    private void add(ObjectNode part) {
        chapter(part.path("info"));
        addTags(part.path("tags"));
        for (var path : part.path("paths").properties()) {
            addPath(path.getKey(), path.getValue());
        }
        for (var kind : part.path("components").properties()) {
            var components = merged.withObjectProperty("components").withObjectProperty(kind.getKey());
            kind.getValue().properties().forEach(entry -> components.set(entry.getKey(), entry.getValue()));
        }
    }

    private void chapter(JsonNode info) {
        var frame = (ObjectNode) merged.path("info");
        frame.put(
                "description",
                frame.path("description").asText().strip() + "\n\n## "
                        + info.path("title").asText() + "\n\n"
                        + info.path("description").asText().strip() + "\n");
    }

    /** A tag may stand in several documents; the first describes it. */
    private void addTags(JsonNode tags) {
        var all = merged.withArrayProperty("tags");
        for (var tag : tags) {
            if (!names(all, tag.path("name").asText())) {
                all.add(tag);
            }
        }
    }

    private static boolean names(ArrayNode tags, String name) {
        return tags.valueStream().anyMatch(tag -> tag.path("name").asText().equals(name));
    }

    private void addPath(String path, JsonNode item) {
        var known = merged.withObjectProperty("paths").withObjectProperty(path);
        for (var member : item.properties()) {
            var before = known.get(member.getKey());
            if (before != null && !before.equals(member.getValue())) {
                throw new IllegalArgumentException(member.getKey() + ' ' + path + " is in two documents");
            }
            known.set(member.getKey(), member.getValue());
        }
    }

    private static void addMissing(ObjectNode part, JsonNode everywhere) {
        if (everywhere == null) {
            return;
        }
        for (var item : part.path("paths")) {
            for (var member : item.properties()) {
                if (!member.getKey().equals("parameters")) {
                    var responses = ((ObjectNode) member.getValue()).withObjectProperty("responses");
                    everywhere.path("responses").properties().stream()
                            .filter(response -> !responses.has(response.getKey()))
                            .forEach(response -> responses.set(response.getKey(), response.getValue()));
                }
            }
        }
    }
}
