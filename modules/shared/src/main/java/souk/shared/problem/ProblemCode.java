package souk.shared.problem;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every problem that Souk can answer with. The code is stable and meant for programs; title and explanation are what
 * {@code /problems/{code}} shows to a person.
 */
public enum ProblemCode {
    MALFORMED_JSON(400, "malformed-json", "The body is not well-formed JSON", """
            The body could not be parsed, names a member twice, is nested too deeply or has something behind its end. \
            Nothing was changed."""),
    INVALID(400, "invalid", "The request is not valid", """
            Every violation is listed in `errors`, with a JSON pointer into the body or the name of the parameter. \
            Nothing was changed; correct all of them and send the request again."""),
    BAD_REQUEST(400, "bad-request", "The request is malformed", """
            The request line, a header or a path parameter is not what HTTP or this API allows."""),
    UNAUTHENTICATED(401, "unauthenticated", "A valid token is needed", """
            Log in with `POST /api/v1/login` and send the token as `Authorization: Bearer …`. An expired or damaged \
            token gets this answer too, with no hint about which it was."""),
    WRONG_CREDENTIALS(401, "wrong-credentials", "User name or password is wrong", """
            The answer is the same, and takes as long, whether the user exists or not."""),
    LOGIN_FAILED(401, "login-failed", "The log-in at the identity provider did not succeed", """
            The provider refused, the log-in took longer than ten minutes, was begun in another browser or has been \
            finished already, or the account is disabled; no hint is given about which. Begin again."""),
    PAYMENT_DECLINED(402, "payment-declined", "The payment was declined", """
            The payment provider declined the charge; no money has moved. The order stands and can be paid with another \
            request until it is cancelled or expires."""),
    FORBIDDEN(403, "forbidden", "Not allowed", """
            You may see this but not do that. Somebody with the right role has to."""),
    REGISTRATION_CLOSED(403, "registration-closed", "Nobody can register at the moment", """
            The people who run this shop have closed the registration. Accounts that exist go on working."""),
    ORDERS_CLOSED(403, "orders-closed", "No orders are taken at the moment", """
            The people who run this shop have stopped taking orders for a while. Nothing was ordered; orders that exist \
            can be read and changed as ever."""),
    NOT_FOUND(404, "not-found", "Not found", """
            There is nothing here, or nothing that you may see: the two cannot be told apart on purpose."""),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "Method not allowed", """
            The `Allow` header names the methods that this resource knows."""),
    NOT_ACCEPTABLE(406, "not-acceptable", "Not acceptable", """
            This resource answers with JSON; the `Accept` header excludes it."""),
    REQUEST_TIMEOUT(408, "request-timeout", "The request did not arrive in time", """
            Headers and body must each be there within 10 seconds; an upload must go on arriving. Nothing was done."""),
    CONFLICT(409, "conflict", "Conflict with the present state", """
            The request is valid but does not fit what is there now."""),
    DUPLICATE(409, "duplicate", "It exists already", """
            Something else already carries a value that must be unique; `errors` says which."""),
    CATEGORY_IN_USE(409, "category-in-use", "The category is not empty", """
            It has `children`, or `products` that would lose a category. Say what is to become of them with the \
            parameters `children` and `products` of the request. Nothing was deleted."""),
    VERSION_CONFLICT(409, "version-conflict", "Somebody else changed it first", """
            The `version` in the body is not the current one (`currentVersion`). Read the resource again, apply your \
            change to what is there now and send it with the new version."""),
    INSUFFICIENT_STOCK(409, "insufficient-stock", "Not enough stock", """
            At least one line asks for more than is available; `shortages` names each with what is available. \
            No line was reserved."""),
    PRICE_CHANGED(409, "price-changed", "The price has changed", """
            `expectedTotal` is not what the order would cost now; `quote` has the new total. Nothing was ordered."""),
    STOCK_BELOW_RESERVED(409, "stock-below-reserved", "Stock would fall below what is reserved", """
            Orders already hold part of the stock; it cannot be set below `reserved`."""),
    ILLEGAL_TRANSITION(409, "illegal-transition", "Not possible in this state", """
            The order is in a state (`orderStatus`) that does not allow this; `allowed` lists what it does allow."""),
    SHIPMENT_TOO_LARGE(409, "shipment-too-large", "There is less left to ship", """
            At least one line asks for more pieces than are left to ship, or for a product that is not part of the order; \
            `errors` points at each. Nothing was shipped: read the order, whose lines show what has left already."""),
    PAYMENT_NOT_TAKEN(409, "payment-not-taken", "Payments are not taken here", """
            This shop is not connected to a payment provider, so an order cannot be paid through the API by its customer. \
            Pay as the shop says; somebody who manages orders then records the payment."""),
    REFUND_TOO_LARGE(409, "refund-too-large", "More than is left of the payment", """
            `left` is what has been paid and is neither back nor on its way back. Nothing was refunded: ask for that much \
            or less."""),
    REFUND_DECLINED(409, "refund-declined", "The provider did not take the refund", """
            The payment provider declined to send the money back, for good. The order is as it was and no money has moved; \
            refund in another way, or ask the provider."""),
    REQUEST_IN_FLIGHT(409, "request-in-flight", "The same request is still under way", """
            A request with this Idempotency-Key is being worked on. Repeat it after `Retry-After` seconds to get its \
            answer."""),
    STALE_VERSION(412, "stale-version", "Somebody else changed it first", """
            The `If-Match` version is not the current one; the `ETag` header of this answer is. Read the resource \
            again, apply your change to what is there now and send it with the new tag."""),
    PRECONDITION_FAILED(412, "precondition-failed", "A precondition failed", """
            A conditional header of the request does not hold."""),
    BODY_TOO_LARGE(413, "body-too-large", "The body is too large", """
            Bodies may have up to 64 KiB, files of products up to what the installation allows."""),
    URI_TOO_LONG(414, "uri-too-long", "The address is too long", """
            The request line may have up to 4 KiB."""),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "Unsupported media type", """
            Send bodies as `application/json` (PATCH also as `application/merge-patch+json`), files of products as \
            `application/x-ndjson` or `text/csv` too."""),
    IDEMPOTENCY_KEY_REUSED(422, "idempotency-key-reused", "The Idempotency-Key belongs to another request", """
            This key was used with another body. A new request needs a new key."""),
    UNKNOWN_PRODUCT(422, "unknown-product", "A product cannot be ordered", """
            At least one line names a product that does not exist or is not for sale; `errors` points at each. \
            Nothing was reserved."""),
    MIXED_CURRENCIES(422, "mixed-currencies", "One order, one currency", """
            The products of the lines are priced in different currencies."""),
    AMOUNT_TOO_LARGE(422, "amount-too-large", "The total is too large", """
            The sum of the lines is more than an amount can hold."""),
    VERSION_REQUIRED(428, "version-required", "A version is needed", """
            Changing or deleting needs `If-Match` with the ETag you read, or that `version` in the body, so that \
            nobody's change is overwritten unseen."""),
    TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests", """
            Slow down and try again after `Retry-After` seconds."""),
    TOO_MANY_ATTEMPTS(429, "too-many-attempts", "Too many wrong passwords", """
            This name or this client address has had too many wrong passwords. The one that was sent has not been \
            looked at, and a right one would get the same answer: try again after `Retry-After` seconds."""),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are too large", """
            All headers together may have up to 8 KiB."""),
    INTERNAL(500, "internal", "Something went wrong here", """
            This is a defect on our side; it has been logged under the `traceId` of this answer."""),
    UNAVAILABLE(503, "unavailable", "Not available for the moment", """
            A part that this request needs does not answer. Nothing is decided: repeat the request after \
            `Retry-After` seconds, with the same Idempotency-Key if it had one."""),
    BUSY(503, "busy", "Too busy for the moment", """
            The queue for this kind of work is full. Nothing was done: repeat the request after `Retry-After` \
            seconds.""");

    private static final Map<String, ProblemCode> BY_CODE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ProblemCode::code, Function.identity()));

    private final int status;
    private final String code;
    private final String title;
    private final String explanation;

    ProblemCode(int status, String code, String title, String explanation) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.explanation = explanation;
    }

    /** The code with that name, or {@link #INTERNAL} for one that this release does not know. */
    public static ProblemCode named(String code) {
        return BY_CODE.getOrDefault(code, INTERNAL);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public String explanation() {
        return explanation;
    }
}
