package souk.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares the bodies of requests, and statuses, headers and bodies of answers. */
final class Bodies {

    private final References before;
    private final References now;
    private final Schemas taken;
    private final Schemas sent;

    Bodies(References before, References now) {
        this.before = before;
        this.now = now;
        this.taken = new Schemas(before, now, Direction.TAKEN);
        this.sent = new Schemas(before, now, Direction.SENT);
    }

    void compare(JsonNode was, JsonNode is, Findings findings) {
        compareRequest(before.follow(was.path("requestBody")), now.follow(is.path("requestBody")), findings.at("body"));
        for (var response : was.path("responses").properties()) {
            var place = findings.at("status " + response.getKey());
            var there = is.path("responses").get(response.getKey());
            if (there == null) {
                place.add("is gone");
            } else {
                compareAnswer(before.follow(response.getValue()), now.follow(there), place);
            }
        }
    }

    private void compareRequest(JsonNode was, JsonNode is, Findings place) {
        if (is.isMissingNode()) {
            if (!was.isMissingNode()) {
                place.add("is no longer taken");
            }
            return;
        }
        if (is.path("required").asBoolean() && !was.path("required").asBoolean()) {
            place.add("is required now");
        }
        compareContent(was.path("content"), is.path("content"), taken, place);
    }

    private void compareAnswer(JsonNode was, JsonNode is, Findings place) {
        for (var header : was.path("headers").properties()) {
            var at = place.at("header " + header.getKey());
            var there = is.path("headers").get(header.getKey());
            if (there == null) {
                at.add("is no longer sent");
            } else {
                compareHeader(before.follow(header.getValue()), now.follow(there), at);
            }
        }
        compareContent(was.path("content"), is.path("content"), sent, place);
    }

    private void compareHeader(JsonNode was, JsonNode is, Findings place) {
        if (was.path("required").asBoolean() && !is.path("required").asBoolean()) {
            place.add("may be missing now");
        }
        sent.compare(was.path("schema"), is.path("schema"), place);
    }

    private static void compareContent(JsonNode was, JsonNode is, Schemas schemas, Findings findings) {
        for (var content : was.properties()) {
            var place = findings.at(content.getKey());
            var there = is.get(content.getKey());
            if (there == null) {
                place.add("is gone");
            } else {
                schemas.compare(content.getValue().path("schema"), there.path("schema"), place);
            }
        }
    }
}
