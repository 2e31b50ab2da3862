package souk.auth.session;

import souk.shared.http.ApiRequest;

/**
 * Where somebody is who logs in or refreshes, and who vouched for them.
 *
 * @param userAgent null if there is none
 * @param provider the identity provider, or null if it was a password
 * @param idpSession the provider's name for its own session, or null
 */
public record SessionOrigin(String clientAddress, String userAgent, String provider, String idpSession) {

    private static final int LONGEST_AGENT = 300;

    public static SessionOrigin of(ApiRequest request) {
        return new SessionOrigin(
                request.clientAddress(),
                request.header("user-agent").map(SessionOrigin::printable).orElse(null),
                null,
                null);
    }

    public SessionOrigin by(String provider, String idpSession) {
        return new SessionOrigin(clientAddress, userAgent, provider, idpSession);
    }

    private static String printable(String agent) {
        var text = agent.replaceAll("\\p{Cntrl}", " ");
        return text.substring(0, Math.min(text.length(), LONGEST_AGENT));
    }
}
