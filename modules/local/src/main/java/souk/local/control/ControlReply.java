package souk.local.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import souk.local.data.Json;

/**
 * One line of an answer: progress (type {@code progress}, any number of them), then one result, {@code done} or
 * {@code failed}.
 *
 * @param text for people; may be null
 * @param data what the command asked for; may be null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlReply(String type, String text, JsonNode data) {
    public static ControlReply progress(String text) {
        return new ControlReply("progress", text, null);
    }

    public static ControlReply done(Object data) {
        return new ControlReply("done", null, Json.tree(data));
    }

    public static ControlReply failed(String text) {
        return new ControlReply("failed", text, null);
    }

    boolean isProgress() {
        return type.equals("progress");
    }

    boolean isFailure() {
        return type.equals("failed");
    }
}
