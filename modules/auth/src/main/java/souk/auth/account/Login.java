package souk.auth.account;

/**
 * An account with what proves that somebody is its owner.
 *
 * @param passwordHash Argon2id, as a PHC string; null for an account that only an identity provider vouches for
 */
public record Login(Account account, String passwordHash) {

    @Override
    public String toString() {
        return "login of " + account.id();
    }
}
