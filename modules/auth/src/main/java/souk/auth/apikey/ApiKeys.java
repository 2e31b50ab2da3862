package souk.auth.apikey;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.account.Account;
import souk.auth.account.AccountRepository;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.revocation.RevocationRepository;
import souk.auth.role.CallerRepository;
import souk.auth.role.Granting;
import souk.auth.session.AccessTokens;
import souk.shared.http.HttpApi;
import souk.shared.http.RefusalListener;
import souk.shared.id.UuidV7;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Caller;
import souk.shared.security.ExchangedToken;
import souk.shared.security.Permission;
import souk.shared.sql.Database;

/** Keys for machines: made, rotated and revoked by their account, and traded for short access tokens. */
public final class ApiKeys {

    static final int MOST = 50;
    /** Stands in the audit trail for all keys that there are not. */
    private static final String UNKNOWN = "-";

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final Logger LOG = LogManager.getLogger(ApiKeys.class);

    private final Database database;
    private final ApiKeyRepository keys;
    private final CallerRepository callers = new CallerRepository();
    private final AccountRepository accounts;
    private final AccessTokens tokens;
    private final RevocationRepository revocations;
    private final AuditRepository audit;
    private final RefusalListener refusals;
    private final InstantSource clock;

    /** A key together with the secret that is shown this once. */
    record Shown(ApiKey key, ApiKeySecret secret) {}

    public ApiKeys(
            Database database,
            AccountRepository accounts,
            AccessTokens tokens,
            RevocationRepository revocations,
            AuditRepository audit,
            RefusalListener refusals,
            InstantSource clock) {
        this.database = database;
        this.keys = new ApiKeyRepository(database);
        this.accounts = accounts;
        this.tokens = tokens;
        this.revocations = revocations;
        this.audit = audit;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Refuses with {@code forbidden} scopes that the caller lacks, and with {@code conflict} one key too many. */
    Future<Shown> make(NewApiKey key, Caller caller, Act act) {
        Granting.require(caller, key.scopes());
        var secret = ApiKeySecret.of(UuidV7.next());
        return database.transaction(connection -> callers.hold(connection, caller)
                .compose(stands -> keys.insert(connection, caller, key, secret, MOST))
                .map(made -> made.orElseThrow(ApiKeys::tooMany))
                .compose(made -> noted(connection, act, "api-key.created", made.id(), scopes(key.scopes()))
                        .map(new Shown(made, secret))));
    }

    Future<List<ApiKey>> list(UUID account, UUID before, int limit) {
        return keys.of(account, before, limit);
    }

    Future<ApiKey> find(UUID id, UUID account) {
        return keys.find(id, account).map(found -> found.orElseThrow(ApiKeys::noSuchKey));
    }

    Future<Void> revoke(UUID id, Caller caller, Act act) {
        return database.transaction(connection -> keys.revoke(connection, id, caller.id())
                .compose(credentials -> end(connection, existing(credentials)))
                .compose(ended -> noted(connection, act, "api-key.revoked", id, Map.of())));
    }

    /** In the transaction in which the account goes. */
    public Future<Void> revokeAllOf(SqlConnection connection, UUID account) {
        return keys.revokeAll(connection, account).compose(credentials -> end(connection, credentials));
    }

    /**
     * A new secret; the old one works on for the grace, and one that was still in its grace ends now. Refuses with
     * {@code forbidden} a caller that lacks some of the key's scopes, for it would get them with the secret.
     */
    Future<Shown> rotate(UUID id, Duration grace, Caller caller, Act act) {
        var secret = ApiKeySecret.of(id);
        return find(id, caller.id()).compose(present -> {
            Granting.require(caller, present.scopes());
            return rotate(secret, grace, caller, act);
        });
    }

    private Future<Shown> rotate(ApiKeySecret secret, Duration grace, Caller caller, Act act) {
        var id = secret.id();
        return database.transaction(connection -> callers.hold(connection, caller)
                .compose(stands -> keys.hold(connection, id, caller.id()))
                .compose(credentials -> end(
                        connection,
                        grace.isZero()
                                ? existing(credentials)
                                : existing(credentials).subList(1, credentials.size())))
                .compose(ended -> keys.rotate(connection, secret, grace))
                .compose(rotated -> noted(
                                connection,
                                act,
                                "api-key.rotated",
                                id,
                                Map.of("graceSeconds", Long.toString(grace.toSeconds())))
                        .map(new Shown(rotated, secret))));
    }

    /** What the key may do now: its scopes, as far as its account still has them. */
    public Future<ExchangedToken> exchange(String key) {
        return ApiKeySecret.parse(key)
                .map(shown -> keys.genuine(shown)
                        .compose(found -> found.isPresent() ? issue(found.get()) : wrong(shown.id())))
                .orElseGet(() -> refused(UNKNOWN));
    }

    private Future<ExchangedToken> wrong(UUID id) {
        return keys.isThere(id).compose(known -> refused(known ? id.toString() : UNKNOWN));
    }

    private Future<ExchangedToken> issue(ApiKeyRepository.Genuine key) {
        return accounts.byId(key.account()).compose(found -> {
            var account = found.filter(known -> !known.disabled()).orElse(null);
            if (account == null) {
                return refused(key.id().toString());
            }
            keys.used(key.id())
                    .onFailure(failure -> LOG.warn("event=last-use-not-noted reason=\"{}\"", failure.getMessage()));
            var holder = new Act(account.id(), account.username(), key.credential(), null, null);
            return audit.record(holder.success("api-key.used", "api-key:" + key.id(), Map.of()))
                    .map(noted -> token(key, account));
        });
    }

    private ExchangedToken token(ApiKeyRepository.Genuine key, Account account) {
        var permissions = EnumSet.noneOf(Permission.class);
        permissions.addAll(key.scopes());
        permissions.retainAll(account.permissions());
        var now = clock.instant();
        var expires = earlier(now.plus(TOKEN_LIFE), key.until());
        var token = tokens.issue(account, permissions, key.credential(), Duration.between(now, expires));
        return new ExchangedToken(token, expires);
    }

    /** Together with others of the same second, so that guesses cannot fill the audit trail. */
    private Future<ExchangedToken> refused(String key) {
        refusals.refused(new RefusalListener.Refused(
                null, Caller.ANONYMOUS, null, "api-key:" + key, ProblemCode.UNAUTHENTICATED.code()));
        return Future.failedFuture(HttpApi.unauthenticated());
    }

    private Future<Void> end(SqlConnection connection, List<UUID> credentials) {
        var done = Future.<Void>succeededFuture();
        for (var credential : credentials) {
            done = done.compose(previous -> revocations.revokeCredential(connection, credential, TOKEN_LIFE));
        }
        return done;
    }

    private Future<Void> noted(SqlConnection connection, Act act, String kind, UUID key, Map<String, String> detail) {
        return audit.record(connection, act.success(kind, "api-key:" + key, detail));
    }

    private static Map<String, String> scopes(Set<Permission> scopes) {
        return Map.of("scopes", scopes.stream().sorted().map(Permission::scope).collect(Collectors.joining(" ")));
    }

    private static List<UUID> existing(List<UUID> credentials) {
        if (credentials.isEmpty()) {
            throw noSuchKey();
        }
        return credentials;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static RuntimeException noSuchKey() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such API key.").refusal();
    }

    private static RuntimeException tooMany() {
        return Problem.of(ProblemCode.CONFLICT, "An account has at most " + MOST + " API keys; revoke one first.")
                .refusal();
    }
}
