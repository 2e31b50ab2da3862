package souk.auth.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a token says, read strictly. Readers of required claims throw {@link Untrusted} that names the claim. */
record Claims(JsonNode json) {

    private static final int LONGEST = 1_000;
    private static final int MOST = 500;

    boolean has(String name) {
        return json.has(name);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> new Untrusted(name));
    }

    /** Something else than a text is {@link Untrusted}; null is as good as absent. */
    Optional<String> optionalText(String name) {
        var value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        Untrusted.unless(
                value.isTextual()
                        && !value.textValue().isBlank()
                        && value.textValue().length() <= LONGEST,
                name);
        return Optional.of(value.textValue());
    }

    Instant time(String name) {
        var value = json.path(name);
        Untrusted.unless(value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0, name);
        Untrusted.unless(value.longValue() < Integer.MAX_VALUE * 100L, name);
        return Instant.ofEpochSecond(value.longValue());
    }

    boolean isTrue(String name) {
        return json.path(name).isBoolean() && json.path(name).booleanValue();
    }

    JsonNode object(String name) {
        Untrusted.unless(json.path(name).isObject(), name);
        return json.path(name);
    }

    /** One text or an array of texts. */
    Set<String> audience() {
        var audience = json.path("aud");
        var all = audience.isArray() ? texts(audience) : Set.of(text("aud"));
        Untrusted.unless(!all.isEmpty(), "aud");
        return all;
    }

    /** The texts at a path such as {@code realm_access.roles}; a name with dots in it may be a step of its own. */
    Set<String> textsAt(String path) {
        var whole = json.path(path);
        var node = json;
        for (var step : path.split("\\.")) {
            node = node.path(step);
        }
        var found = whole.isMissingNode() ? node : whole;
        return found.isTextual() ? Set.of(found.textValue()) : texts(found);
    }

    private static Set<String> texts(JsonNode array) {
        var texts = new HashSet<String>();
        Untrusted.unless(array.size() <= MOST, "it lists too much");
        array.forEach(element -> {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        });
        return texts;
    }
}
