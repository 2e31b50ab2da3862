package souk.auth.account;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.password.Passwords;
import souk.shared.sql.Database;

/** Makes the first accounts from a file, those that are missing. What exists is left as it is. */
public final class Bootstrap {

    private static final Logger LOG = LogManager.getLogger(Bootstrap.class);

    /** Nobody asked: the configuration did. */
    private static final Act ITSELF = new Act(null, null, null, null, null);

    private final Vertx vertx;
    private final Database database;
    private final AccountRepository accounts;
    private final AuditRepository audit;
    private final Passwords passwords;

    public Bootstrap(
            Vertx vertx, Database database, AccountRepository accounts, Passwords passwords, AuditRepository audit) {
        this.vertx = vertx;
        this.database = database;
        this.audit = audit;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /**
     * Several instances may do it at once. Fails with {@link souk.shared.config.InvalidConfiguration} that names every
     * violation in the file, before any account is made.
     */
    public Future<Void> run(Path file) {
        return vertx.fileSystem()
                .readFile(file.toString())
                .map(content -> BootstrapFile.parse(content.toString()))
                .compose(this::makeMissing);
    }

    private Future<Void> makeMissing(BootstrapFile file) {
        var done = Future.<Void>succeededFuture();
        for (var entry : file.entries()) {
            done = done.compose(previous -> accounts.exists(entry.account()))
                    .compose(exists -> exists ? Future.succeededFuture() : make(entry));
        }
        return done;
    }

    private Future<Optional<Account>> noted(SqlConnection connection, Optional<Account> made) {
        return made.isEmpty()
                ? Future.succeededFuture(made)
                : audit.record(
                                connection,
                                ITSELF.success(
                                        "user.bootstrapped",
                                        "user:" + made.get().id(),
                                        roles(made.get())))
                        .map(made);
    }

    private static Map<String, String> roles(Account account) {
        return Map.of("roles", String.join(" ", account.roles()));
    }

    private Future<Void> make(BootstrapFile.Entry entry) {
        return passwords
                .hash(entry.password())
                .compose(hash -> database.transaction(connection ->
                        accounts.insert(connection, entry.account(), hash).compose(made -> noted(connection, made))))
                .onSuccess(made -> made.ifPresent(account ->
                        LOG.info("event=account-bootstrapped id={} roles={}", account.id(), account.roles())))
                .mapEmpty();
    }
}
