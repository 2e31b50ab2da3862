package souk.shared.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Problem details for HTTP APIs (RFC 9457).
 *
 * @param detail this occurrence, for a person; never the message of an exception
 * @param errors all violations at once; empty where the problem is not about input
 * @param extra further members, such as {@code currentVersion}; values are anything Jackson can write
 */
public record Problem(ProblemCode code, String detail, List<Violation> errors, Map<String, Object> extra) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> STANDARD =
            Set.of("type", "title", "status", "detail", "instance", "code", "errors", "traceId");

    public Problem {
        errors = List.copyOf(errors);
        extra = Map.copyOf(extra);
        if (extra.keySet().stream().anyMatch(STANDARD::contains)) {
            throw new IllegalArgumentException("an extra member has the name of a standard one: " + extra.keySet());
        }
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of());
    }

    public static Problem of(ProblemCode code, String detail, List<Violation> errors) {
        return new Problem(code, detail, errors, Map.of());
    }

    public static Problem invalid(List<Violation> errors) {
        var detail = errors.size() == 1 ? "One value is not valid." : errors.size() + " values are not valid.";
        return of(ProblemCode.INVALID, detail, errors);
    }

    public static Problem invalid(String pointer, String detail) {
        return invalid(List.of(new Violation(pointer, detail)));
    }

    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(extra);
        more.put(member, value);
        return new Problem(code, detail, errors, more);
    }

    public int status() {
        return code.status();
    }

    public Refusal refusal() {
        return new Refusal(this);
    }

    /** The members of RFC 9457 plus {@code code}, {@code errors}, the extra members and, where given, the trace id. */
    public ObjectNode toJson(String instance, String traceId) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("type", "/problems/" + code.code());
        json.put("title", code.title());
        json.put("status", code.status());
        json.put("detail", detail);
        if (instance != null) {
            json.put("instance", instance);
        }
        json.put("code", code.code());
        if (!errors.isEmpty()) {
            json.set("errors", JSON.valueToTree(errors));
        }
        extra.keySet().stream().sorted().forEach(name -> json.set(name, JSON.valueToTree(extra.get(name))));
        if (traceId != null) {
            json.put("traceId", traceId);
        }
        return json;
    }

    /** Reads what {@link #toJson} wrote; tolerant, so that a newer release may add members and codes. */
    public static Problem fromJson(JsonNode json) {
        var errors = new ArrayList<Violation>();
        for (var error : json.path("errors")) {
            errors.add(new Violation(
                    error.path("pointer").asText(), error.path("detail").asText()));
        }
        var extra = new LinkedHashMap<String, Object>();
        json.properties().forEach(member -> {
            if (!STANDARD.contains(member.getKey()) && !member.getValue().isNull()) {
                extra.put(member.getKey(), member.getValue());
            }
        });
        var code = ProblemCode.named(json.path("code").asText());
        return new Problem(code, json.path("detail").asText(), errors, extra);
    }
}
