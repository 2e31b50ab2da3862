package souk.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A document whose references are followed. */
record References(JsonNode document) {

    /** The node itself, or what it refers to, with the members beside the reference in front of those of the target. */
    JsonNode follow(JsonNode node) {
        var reference = node.path("$ref");
        if (!reference.isTextual()) {
            return node;
        }
        var target = follow(document.at(reference.asText().substring(1)));
        if (node.size() == 1 || !(target instanceof ObjectNode object)) {
            return target;
        }
        var joined = object.deepCopy();
        joined.setAll((ObjectNode) node);
        joined.remove("$ref");
        return joined;
    }
}
