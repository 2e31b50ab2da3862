package souk.auth.session;

import souk.auth.audit.Act;
import souk.shared.http.ApiRequest;

/**
 * Where somebody is who logs in or refreshes, and who vouched for them.
 *
 * @param userAgent null if there is none
 * @param provider the identity provider, or null if it was a password
 * @param idpSession the provider's name for its own session, or null
 */
public record SessionOrigin(Act act, String userAgent, String provider, String idpSession) {

    private static final int LONGEST_AGENT = 300;

    public static SessionOrigin of(ApiRequest request) {
        var agent = request.header("user-agent").map(SessionOrigin::printable);
        return new SessionOrigin(Act.of(request), agent.orElse(null), null, null);
    }

    public SessionOrigin by(String provider, String idpSession) {
        return new SessionOrigin(act, userAgent, provider, idpSession);
    }

    String clientAddress() {
        return act.address();
    }

    private static String printable(String agent) {
        var text = agent.replaceAll("\\p{Cntrl}", " ");
        return text.substring(0, Math.min(text.length(), LONGEST_AGENT));
    }
}
