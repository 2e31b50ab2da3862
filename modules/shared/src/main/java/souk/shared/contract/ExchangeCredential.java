package souk.shared.contract;

/** May I have an access token for this API key, or this token of an identity provider? */
public record ExchangeCredential(String credential) {

    @Override
    public String toString() {
        return "a credential to exchange";
    }
}
