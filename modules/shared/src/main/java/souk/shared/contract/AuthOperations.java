package souk.shared.contract;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.audit.AuditTrail;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.bus.Operation;
import souk.shared.bus.Topic;
import souk.shared.security.ExchangedToken;
import souk.shared.security.RevokedTokens;
import souk.shared.security.TokenAuthority;
import souk.shared.security.TokenKey;

/** What the auth service does for other services. All of it may be repeated. */
public final class AuthOperations {

    public static final Operation<AskKeys, PublishedKeys> KEYS =
            Operation.of("auth.keys.v1", AskKeys.class, PublishedKeys.class).withTries(Duration.ofMillis(500), 2);

    public static final Operation<AskRevocations, RevokedTokens> REVOCATIONS = Operation.of(
                    "auth.revocations.v1", AskRevocations.class, RevokedTokens.class)
            .withTries(Duration.ofMillis(500), 2);

    /** Refuses with {@code unauthenticated} what is not genuine. */
    public static final Operation<ExchangeCredential, ExchangedToken> EXCHANGE = Operation.of(
                    "auth.exchange.v1", ExchangeCredential.class, ExchangedToken.class)
            .withTries(Duration.ofMillis(700), 2);

    public static final Operation<RecordAudit, AuditRecorded> AUDIT = Operation.of(
                    "auth.audit.v1", RecordAudit.class, AuditRecorded.class)
            .withTries(Duration.ofMillis(700), 2);

    /** What is set for the cluster, see {@link souk.shared.config.LiveSettings}. */
    public static final Operation<AskSettings, SettingsTold> SETTINGS = Operation.of(
                    "auth.settings.v1", AskSettings.class, SettingsTold.class)
            .withTries(Duration.ofMillis(500), 2);

    /** Somebody has set something. */
    public static final Topic<SettingsChanged> SETTINGS_CHANGED =
            Topic.of("auth.settings-changed.v1", SettingsChanged.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration STORING_PATIENCE = Duration.ofMillis(1_500);

    private AuthOperations() {}

    /** The audit trail, which the auth service keeps for all. */
    public static AuditTrail trailOver(Bus bus) {
        return entries -> bus.call(AUDIT, new RecordAudit(entries), CallContext.onOwnBehalf(STORING_PATIENCE))
                .mapEmpty();
    }

    /** The auth service, as every other service sees it. */
    public static TokenAuthority authorityOver(Bus bus) {
        return new TokenAuthority() {

            @Override
            public Future<List<TokenKey>> keys() {
                return bus.call(KEYS, new AskKeys(), CallContext.onOwnBehalf(PATIENCE))
                        .map(PublishedKeys::keys);
            }

            @Override
            public Future<RevokedTokens> revokedSince(Instant since, UUID after) {
                return bus.call(REVOCATIONS, new AskRevocations(since, after), CallContext.onOwnBehalf(PATIENCE));
            }

            @Override
            public Future<ExchangedToken> exchange(String credential) {
                return bus.call(
                        EXCHANGE, new ExchangeCredential(credential), CallContext.onOwnBehalf(STORING_PATIENCE));
            }
        };
    }
}
