package souk.api.compatibility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One change of a document.
 *
 * @param pointer to what is changed; everything above it must be there, and {@code -} adds to an array
 * @param value JSON, or null to remove what is there
 */
record Edit(String name, String pointer, String value) {

    private static final ObjectMapper JSON = new ObjectMapper();

    ObjectNode of(ObjectNode document) {
        var edited = document.deepCopy();
        var slash = pointer.lastIndexOf('/');
        var parent = edited.at(pointer.substring(0, slash));
        var last = pointer.substring(slash + 1).replace("~1", "/");
        if (parent instanceof ArrayNode array) {
            editElement(array, last);
        } else if (value == null) {
            if (((ObjectNode) parent).remove(last) == null) {
                throw new IllegalArgumentException(pointer + " is not there");
            }
        } else {
            ((ObjectNode) parent).set(last, json());
        }
        return edited;
    }

    private void editElement(ArrayNode array, String last) {
        if (last.equals("-")) {
            array.add(json());
        } else if (value == null) {
            array.remove(Integer.parseInt(last));
        } else {
            array.set(Integer.parseInt(last), json());
        }
    }

    private com.fasterxml.jackson.databind.JsonNode json() {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
