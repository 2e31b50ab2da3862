package souk.auth;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import souk.auth.account.AccountRepository;
import souk.auth.account.AccountRoutes;
import souk.auth.account.Bootstrap;
import souk.auth.account.Registration;
import souk.auth.keys.KeyRoutes;
import souk.auth.keys.SigningKeys;
import souk.auth.password.Passwords;
import souk.auth.revocation.RevocationRepository;
import souk.auth.session.AccessTokens;
import souk.auth.session.LoggingIn;
import souk.auth.session.SessionRoutes;
import souk.shared.runtime.ServiceContext;
import souk.shared.sql.Database;
import souk.shared.sql.Housekeeping;
import souk.shared.sql.Migrations;

/** Accounts, log-in and the keys of access tokens. */
public final class AuthVerticle extends VerticleBase {

    private final AuthConfig config;
    private final ServiceContext service;
    private RevocationRepository revocations;
    private Router router;
    private int port;

    public AuthVerticle(AuthConfig config, ServiceContext service) {
        this.config = config;
        this.service = service;
    }

    @Override
    public Future<?> start() {
        var database = Database.open(vertx, config.database());
        revocations = new RevocationRepository(database, config.tokenLife());
        var passwords = Passwords.open(vertx);
        var accounts = new AccountRepository(database);
        var registration = new Registration(database, accounts, passwords, config.secret());
        service.onStop("passwords", passwords::close);
        service.onStop("database", database::close);
        service.health().check("database", database::check);
        return Future.all(Migrations.run(vertx, config.database()), passwords.check())
                .compose(prepared -> database.awaitReady(Duration.ofSeconds(30)))
                .compose(ready -> SigningKeys.open(vertx, database, config.secret()))
                .compose(keys ->
                        bootstrap(new Bootstrap(vertx, accounts, passwords)).map(keys))
                .compose(keys -> serve(keys, accounts, passwords, registration))
                .onSuccess(listening -> {
                    port = listening;
                    new Housekeeping(vertx)
                            .everyMinute("registration keys", registration::forgetOldKeys)
                            .everyMinute("revocations", revocations::forgetExpired);
                });
    }

    /** Where the REST API listens; known when the start has succeeded. */
    int port() {
        return port;
    }

    /** What it serves there. */
    Router router() {
        return router;
    }

    private Future<Void> bootstrap(Bootstrap bootstrap) {
        return config.bootstrap().map(bootstrap::run).orElseGet(Future::succeededFuture);
    }

    private Future<Integer> serve(
            SigningKeys keys, AccountRepository accounts, Passwords passwords, Registration registration) {
        var terms = service.node().tokens();
        var tokens = new AccessTokens(keys, terms, config.tokenLife(), InstantSource.system());
        var authority = new OwnAuthority(keys, revocations);
        return service.startApi(authority)
                .onSuccess(api -> {
                    new AccountRoutes(registration, accounts, config.sellersMayRegister()).mount(api);
                    new SessionRoutes(new LoggingIn(accounts, passwords, tokens)).mount(api);
                    new KeyRoutes(keys).mount(api);
                    router = api.router();
                })
                .compose(api -> authority.serve(service.bus()))
                .compose(served -> service.serveHttp(router));
    }
}
