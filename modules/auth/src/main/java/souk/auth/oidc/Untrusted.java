package souk.auth.oidc;

/** Something from outside is not what it claims to be. The message is for our log; whoever sent it gets no hint. */
final class Untrusted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Untrusted(String reason) {
        super(reason, null, false, false);
    }

    static void unless(boolean holds, String otherwise) {
        if (!holds) {
            throw new Untrusted(otherwise);
        }
    }
}
