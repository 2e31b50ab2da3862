package souk.shared.http;

import souk.shared.security.Caller;

/** Is told of every request that was refused for who sent it: with 401, 403 or 429. */
@FunctionalInterface
public interface RefusalListener {

    /** Must not block and must not throw. */
    void refused(Refused refused);

    /**
     * @param caller anonymous if nobody was authenticated
     * @param route method and path pattern, such as {@code GET /api/v1/orders/:id}
     * @param code of the problem
     */
    record Refused(String requestId, Caller caller, String address, String route, String code) {}
}
