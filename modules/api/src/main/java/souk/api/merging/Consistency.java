package souk.api.merging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What the schema of OpenAPI cannot say: operation ids are unique, and references and security schemes lead somewhere. */
final class Consistency {

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private Consistency(JsonNode document) {
        this.document = document;
    }

    /** Throws IllegalArgumentException that names everything that is wrong. */
    static void require(JsonNode document) {
        var check = new Consistency(document);
        check.operations();
        check.references(document);
        if (!check.faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "The merged document is not sound:\n  " + String.join("\n  ", check.faults));
        }
    }

    private void operations() {
        var ids = new HashSet<String>();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue()) {
                var id = operation.path("operationId").asText();
                if (!id.isEmpty() && !ids.add(id)) {
                    faults.add("two operations are called " + id);
                }
                requirements(operation.path("security"), path.getKey());
            }
        }
    }

    private void requirements(JsonNode security, String path) {
        for (var requirement : security) {
            requirement.fieldNames().forEachRemaining(scheme -> {
                if (!document.path("components").path("securitySchemes").has(scheme)) {
                    faults.add(path + " needs the security scheme " + scheme + ", which is not there");
                }
            });
        }
    }

    private void references(JsonNode node) {
        var reference = node.path("$ref");
        if (reference.isTextual()
                && (!reference.asText().startsWith("#/")
                        || document.at(reference.asText().substring(1)).isMissingNode())) {
            faults.add(reference.asText() + " leads nowhere");
        }
        node.forEach(this::references);
    }
}
