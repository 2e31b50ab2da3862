package souk.auth.account;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.Optional;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.shared.audit.AuditEntry;
import souk.shared.json.WireJson;
import souk.shared.sql.Database;

/** Makes accounts and remembers, in the same transaction, what a request with an Idempotency-Key was answered. */
final class RegistrationRepository {

    /** Waits for the same request under way, so that its outcome can be read next. */
    private static final String CLAIM = """
            INSERT INTO registration_keys (key, fingerprint)
            VALUES ($1::text, $2::bytea)
            ON CONFLICT DO NOTHING""";

    private static final String OUTCOME = """
            SELECT answer, refusal
              FROM registration_keys
             WHERE key = $1::text AND fingerprint = $2::bytea""";

    private static final String KEEP = """
            UPDATE registration_keys
               SET answer = $3::text, refusal = $4::text
             WHERE key = $1::text AND fingerprint = $2::bytea""";

    private static final String FORGET = """
            DELETE FROM registration_keys
             WHERE created_at < now() - interval '24 hours'""";

    private final Database database;
    private final AccountRepository accounts;
    private final AuditRepository audit;

    RegistrationRepository(Database database, AccountRepository accounts, AuditRepository audit) {
        this.audit = audit;
        this.database = database;
        this.accounts = accounts;
    }

    /** What the same request was answered before. */
    Future<Optional<Registered>> outcome(RegistrationKey key) {
        return database.query(OUTCOME, key.key(), fingerprint(key)).map(RegistrationRepository::outcome);
    }

    Future<Registered> register(NewAccount account, String passwordHash, Act act) {
        return database.transaction(connection -> insert(connection, account, passwordHash, act));
    }

    Future<Registered> register(NewAccount account, String passwordHash, RegistrationKey key, Act act) {
        return database.transaction(connection -> claim(connection, key)
                .compose(first -> first
                        ? insert(connection, account, passwordHash, act)
                                .compose(registered -> keep(connection, key, registered))
                        : repeat(connection, key)));
    }

    /** Forgets keys older than a day. */
    Future<Integer> forgetOldKeys() {
        return database.query(FORGET).map(RowSet::rowCount);
    }

    private Future<Registered> insert(SqlConnection connection, NewAccount account, String passwordHash, Act act) {
        return accounts.insert(connection, account, passwordHash)
                .compose(made -> made.isPresent()
                        ? audit.record(connection, registered(made.get(), act))
                                .map(new Registered.Done(WireJson.text(AccountBody.of(made.get()))))
                        : accounts.taken(connection, account).map(taken -> taken));
    }

    private static AuditEntry registered(Account made, Act act) {
        return act.by(made.id(), made.username())
                .success("user.registered", "user:" + made.id(), Map.of("roles", String.join(" ", made.roles())));
    }

    private static Future<Boolean> claim(SqlConnection connection, RegistrationKey key) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Database.tuple(key.key(), fingerprint(key)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Future<Registered> keep(SqlConnection connection, RegistrationKey key, Registered registered) {
        var answer = registered instanceof Registered.Done done ? done.body() : null;
        var refusal = registered instanceof Registered.Taken taken ? WireJson.text(taken) : null;
        return connection
                .preparedQuery(KEEP)
                .execute(Database.tuple(key.key(), fingerprint(key), answer, refusal))
                .map(registered);
    }

    private static Future<Registered> repeat(SqlConnection connection, RegistrationKey key) {
        return connection
                .preparedQuery(OUTCOME)
                .execute(Database.tuple(key.key(), fingerprint(key)))
                .map(rows -> outcome(rows).orElseThrow());
    }

    private static Optional<Registered> outcome(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(new Registered.Repeated(outcome(rows.iterator().next())));
    }

    private static Registered outcome(Row row) {
        var answer = row.getString("answer");
        return answer != null
                ? new Registered.Done(answer)
                : WireJson.read(row.getString("refusal"), Registered.Taken.class);
    }

    private static Buffer fingerprint(RegistrationKey key) {
        return Buffer.buffer(key.fingerprint());
    }
}
