package souk.auth;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.auth.apikey.ApiKeys;
import souk.auth.keys.SigningKeys;
import souk.auth.oidc.OidcBearer;
import souk.auth.revocation.RevocationRepository;
import souk.shared.audit.AuditTrail;
import souk.shared.bus.Bus;
import souk.shared.contract.AuditRecorded;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.PublishedKeys;
import souk.shared.security.CredentialExchange;
import souk.shared.security.ExchangedToken;
import souk.shared.security.RevokedTokens;
import souk.shared.security.TokenAuthority;
import souk.shared.security.TokenKey;

/** What this service says about its tokens, to itself and over the bus to the others. */
final class OwnAuthority implements TokenAuthority {

    private final SigningKeys keys;
    private final RevocationRepository revocations;
    private final AuditTrail trail;
    private final ApiKeys apiKeys;
    private final OidcBearer foreign;

    OwnAuthority(
            SigningKeys keys, RevocationRepository revocations, AuditTrail trail, ApiKeys apiKeys, OidcBearer foreign) {
        this.foreign = foreign;
        this.apiKeys = apiKeys;
        this.trail = trail;
        this.keys = keys;
        this.revocations = revocations;
    }

    Future<Void> serve(Bus bus) {
        return bus.serve(AuthOperations.KEYS, (ask, context) -> keys().map(PublishedKeys::new))
                .compose(served ->
                        bus.serve(AuthOperations.REVOCATIONS, (ask, context) -> revokedSince(ask.since(), ask.after())))
                .compose(served -> bus.serve(AuthOperations.EXCHANGE, (ask, context) -> exchange(ask.credential())))
                .compose(served -> bus.serve(
                        AuthOperations.AUDIT,
                        (ask, context) -> trail.record(ask.entries()).map(new AuditRecorded())));
    }

    @Override
    public Future<List<TokenKey>> keys() {
        return keys.reload().map(fresh -> keys.published());
    }

    @Override
    public Future<RevokedTokens> revokedSince(Instant since, UUID after) {
        return revocations.since(since, after);
    }

    @Override
    public Future<ExchangedToken> exchange(String credential) {
        return credential.startsWith(CredentialExchange.API_KEY)
                ? apiKeys.exchange(credential)
                : foreign.exchange(credential);
    }
}
