package souk.shared.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import souk.shared.bus.CallContext;
import souk.shared.id.UuidV7;
import souk.shared.json.Fields;
import souk.shared.json.StrictJson;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Violation;
import souk.shared.security.Caller;

/** A request whose caller has been authenticated and may use the route. Readers throw refusals for wrong input. */
public final class ApiRequest {

    private static final String IDEMPOTENCY_KEY = "idempotency-key";

    public static final String JSON = "application/json";
    public static final String FORM = "application/x-www-form-urlencoded";
    public static final String MERGE_PATCH = "application/merge-patch+json";

    static final String UPLOAD = "souk.upload";

    private final RoutingContext routing;
    private final CallContext context;
    private final ClientAddress clientAddress;
    private final Admission admission;

    ApiRequest(RoutingContext routing, CallContext context, ClientAddress clientAddress, Admission admission) {
        this.admission = admission;
        this.routing = routing;
        this.context = context;
        this.clientAddress = clientAddress;
    }

    public Caller caller() {
        return context.caller();
    }

    /**
     * For an answer that goes on for long: fails as soon as the same request would be refused, because its token has
     * expired or was revoked or the caller has lost the right.
     */
    public Future<Void> stillAllowed() {
        return admission.repeat(routing.request());
    }

    /** What calls made on behalf of this request carry, the remaining time among them. */
    public CallContext context() {
        return context;
    }

    /** The address the client has, as a gateway of ours saw it; without one, that of the connection. */
    public String clientAddress() {
        return clientAddress.of(routing.request(), context.requestId());
    }

    /** A path parameter; what is no UUID names nothing, so the refusal is {@code not-found}. */
    public UUID id(String parameter) {
        return UuidV7.parse(routing.pathParam(parameter))
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "There is no such resource.")
                        .refusal());
    }

    /** A path parameter that is a name; what has a control character in it names nothing. */
    public String text(String parameter) {
        var text = routing.pathParam(parameter);
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw Problem.of(ProblemCode.NOT_FOUND, "There is no such resource.")
                    .refusal();
        }
        return text;
    }

    /** The fields of a form ({@code application/x-www-form-urlencoded}), which is how OAuth parties send them. */
    public Query form() {
        if (!mediaType().equals(Optional.of(FORM))) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be " + FORM + ".")
                    .refusal();
        }
        return new Query(routing.request().formAttributes());
    }

    public Query query() {
        return new Query(routing.queryParams());
    }

    /** The members of the JSON object in the body. */
    public Fields json() {
        return Fields.of(body());
    }

    /** The body, or an empty object where the route works without one. */
    public Fields optionalJson() {
        var buffer = buffer();
        return Fields.of(buffer.length() == 0 ? JsonNodeFactory.instance.objectNode() : body());
    }

    /** The body as strict JSON, of whatever type. */
    public JsonNode body() {
        requireMediaType();
        return StrictJson.parse(buffer());
    }

    /** The body of a route that was made with {@link HttpApi#onUpload}. */
    public Upload upload() {
        return routing.get(UPLOAD);
    }

    /** The media type of the body in lower case, without its parameters. */
    public Optional<String> mediaType() {
        return header("content-type").map(value -> value.split(";")[0].strip().toLowerCase(java.util.Locale.ROOT));
    }

    public Optional<ExpectedVersion> ifMatch() {
        return header("if-match").map(ExpectedVersion::ofHeader);
    }

    /** Whether the client already has this version (RFC 9110, section 13.1.2), so that a 304 is enough. */
    public boolean hasAlready(long version) {
        return header("if-none-match")
                .filter(tags -> tags.strip().equals("*")
                        || ExpectedVersion.weakVersions("If-None-Match", tags).contains(version))
                .isPresent();
    }

    /**
     * Whether a change is only to be made if there is nothing yet. {@code If-None-Match: *} says so, and nothing else has
     * a meaning for a change: it is refused with {@code bad-request}.
     */
    public boolean onlyNew() {
        return header("if-none-match")
                .map(tags -> {
                    if (!tags.strip().equals("*")) {
                        throw Problem.of(
                                        ProblemCode.BAD_REQUEST,
                                        "A header has no meaning here.",
                                        List.of(new Violation("If-None-Match", "must be *")))
                                .refusal();
                    }
                    return true;
                })
                .orElse(false);
    }

    /** 304 if the client has this version, else the resource; both with its entity tag. */
    public Answer conditional(long version, Object json) {
        var answer = hasAlready(version) ? new Answer(304, java.util.Map.of(), null) : Answer.ok(json);
        return answer.etag(version);
    }

    /** The page, with the address of the next one as {@code Link} (RFC 8288). */
    public Answer page(Page<?> page) {
        return page(page, page.next());
    }

    /**
     * As {@link #page(Page)}, for a page that has more than its items.
     *
     * @param cursor of the part after this one, or null at the end
     */
    public Answer page(Object page, String cursor) {
        var answer = Answer.ok(page);
        if (cursor == null) {
            return answer;
        }
        var next = new QueryStringEncoder(path());
        routing.queryParams().forEach(parameter -> {
            if (!parameter.getKey().equals("cursor")) {
                next.addParam(parameter.getKey(), parameter.getValue());
            }
        });
        next.addParam("cursor", cursor);
        return answer.header("link", "<" + next + ">; rel=\"next\"");
    }

    public Optional<String> idempotencyKey() {
        return header(IDEMPOTENCY_KEY).map(key -> {
            if (key.length() > 200 || key.isEmpty() || !key.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
                throw unusableKey("must have 1 to 200 printable ASCII characters");
            }
            if (routing.request().headers().getAll(IDEMPOTENCY_KEY).size() > 1) {
                throw unusableKey("must be sent once");
            }
            return key;
        });
    }

    private static Refusal unusableKey(String reason) {
        return Problem.of(
                        ProblemCode.BAD_REQUEST,
                        "The Idempotency-Key is not usable.",
                        List.of(new Violation("Idempotency-Key", reason)))
                .refusal();
    }

    public Optional<String> header(String name) {
        var values = routing.request().headers().getAll(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    public HttpMethod method() {
        return routing.request().method();
    }

    public String path() {
        return routing.normalizedPath();
    }

    private Buffer buffer() {
        var body = routing.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    private void requireMediaType() {
        var type = mediaType();
        var patch = method().equals(HttpMethod.PATCH)
                && type.filter(MERGE_PATCH::equals).isPresent();
        if (!patch && type.filter(JSON::equals).isEmpty()) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.")
                    .refusal();
        }
    }
}
