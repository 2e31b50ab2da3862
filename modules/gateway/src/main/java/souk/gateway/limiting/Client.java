package souk.gateway.limiting;

/**
 * Whom a request counts for.
 *
 * @param policy for all its requests together
 * @param name an account, an API key or an address
 */
record Client(Policy policy, String name) {

    static Client anonymous(String address) {
        return new Client(Policy.ANONYMOUS, address);
    }
}
