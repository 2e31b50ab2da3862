package souk.auth.oidc;

import java.time.Instant;
import java.util.Optional;

/**
 * A provider says that somebody has logged out there.
 *
 * @param id of the message
 * @param sid the session that ended; all sessions of the subject if there is none
 * @param at tokens of the subject from before are over, where there is no session
 */
record Logout(String issuer, String id, Optional<String> subject, Optional<String> sid, Instant at) {

    /** What ended the person's session at the provider would say. */
    static Logout of(ForeignPerson person) {
        return new Logout(person.issuer(), "", Optional.of(person.subject()), person.sid(), person.asOf());
    }

    /** From the claims of a verified logout token. */
    static Logout of(Claims claims) {
        return new Logout(
                claims.text("iss"),
                claims.text("jti"),
                claims.optionalText("sub"),
                claims.optionalText("sid"),
                claims.time("iat"));
    }
}
