package souk.shared.security;

/** Who makes our access tokens and whom they are for. */
public record TokenTerms(String issuer, String audience) {

    /** The {@code typ} of an access token (RFC 9068): no other signed object can be passed off as one. */
    public static final String TYPE = "at+jwt";
}
