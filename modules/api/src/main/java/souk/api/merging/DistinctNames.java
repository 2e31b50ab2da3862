package souk.api.merging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives components that have a name in common but differ the name of their document in front, in every document, so that
 * no name depends on which document comes first. Then what refers to them differs as well, so it goes on until nothing
 * does.
 */
final class DistinctNames {

    private record Component(String kind, String name) {

        String reference() {
            return "#/components/" + kind + '/' + name;
        }
    }

    private DistinctNames() {}

    /** Changes the documents. */
    static void give(Map<String, ObjectNode> documents) {
        for (var clashes = clashes(documents); !clashes.isEmpty(); clashes = clashes(documents)) {
            for (var clash : clashes) {
                documents.forEach((document, content) -> rename(content, clash, prefix(document) + clash.name));
            }
        }
    }

    private static List<Component> clashes(Map<String, ObjectNode> documents) {
        var first = new HashMap<Component, JsonNode>();
        var clashes = new ArrayList<Component>();
        for (var document : documents.values()) {
            for (var kind : document.path("components").properties()) {
                for (var entry : kind.getValue().properties()) {
                    var component = new Component(kind.getKey(), entry.getKey());
                    var known = first.putIfAbsent(component, entry.getValue());
                    if (known != null && !known.equals(entry.getValue()) && !clashes.contains(component)) {
                        clashes.add(component);
                    }
                }
            }
        }
        return clashes;
    }

    private static void rename(ObjectNode document, Component component, String name) {
        var components = document.path("components").path(component.kind);
        if (!components.has(component.name)) {
            return;
        }
        if (components.has(name)) {
            throw new IllegalArgumentException(component.reference() + " cannot be called " + name + ", that is taken");
        }
        renameMember((ObjectNode) components, component.name, name);
        var renamed = new Component(component.kind, name);
        redirect(document, component.reference(), renamed.reference());
        if (component.kind.equals("securitySchemes")) {
            renameRequirements(document, component.name, name);
        }
    }

    private static void redirect(JsonNode node, String from, String to) {
        if (node instanceof ObjectNode object && object.path("$ref").asText().equals(from)) {
            object.put("$ref", to);
        }
        node.forEach(child -> redirect(child, from, to));
    }

    private static void renameRequirements(JsonNode node, String from, String to) {
        for (var requirement : node.path("security")) {
            if (requirement.has(from)) {
                renameMember((ObjectNode) requirement, from, to);
            }
        }
        node.forEach(child -> renameRequirements(child, from, to));
    }

    /** It stays where it is among the others. */
    private static void renameMember(ObjectNode object, String from, String to) {
        var members = new ArrayList<>(object.properties().stream()
                .map(entry -> Map.entry(entry.getKey().equals(from) ? to : entry.getKey(), entry.getValue()))
                .toList());
        object.removeAll();
        members.forEach(member -> object.set(member.getKey(), member.getValue()));
    }

    private static String prefix(String document) {
        return document.substring(0, 1).toUpperCase(Locale.ROOT) + document.substring(1);
    }
}
