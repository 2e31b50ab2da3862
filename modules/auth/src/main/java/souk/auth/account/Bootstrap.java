package souk.auth.account;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.password.Passwords;

/** Makes the first accounts from a file, those that are missing. What exists is left as it is. */
public final class Bootstrap {

    private static final Logger LOG = LogManager.getLogger(Bootstrap.class);

    private final Vertx vertx;
    private final AccountRepository accounts;
    private final Passwords passwords;

    public Bootstrap(Vertx vertx, AccountRepository accounts, Passwords passwords) {
        this.vertx = vertx;
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

    private Future<Void> make(BootstrapFile.Entry entry) {
        return passwords
                .hash(entry.password())
                .compose(hash -> accounts.insert(entry.account(), hash))
                .onSuccess(made -> made.ifPresent(account ->
                        LOG.info("event=account-bootstrapped id={} roles={}", account.id(), account.roles())))
                .mapEmpty();
    }
}
