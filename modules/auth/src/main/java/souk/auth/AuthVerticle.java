package souk.auth;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import souk.auth.account.AccountRepository;
import souk.auth.account.AccountRoutes;
import souk.auth.account.Bootstrap;
import souk.auth.account.Registration;
import souk.auth.apikey.ApiKeyRoutes;
import souk.auth.apikey.ApiKeys;
import souk.auth.audit.AuditRepository;
import souk.auth.audit.AuditRoutes;
import souk.auth.authz.ExplainRoutes;
import souk.auth.cluster.ClusterRoutes;
import souk.auth.keys.KeyRotation;
import souk.auth.keys.KeyRoutes;
import souk.auth.keys.SigningKeys;
import souk.auth.oidc.Oidc;
import souk.auth.password.CommonPasswords;
import souk.auth.password.Passwords;
import souk.auth.profile.AccountEnding;
import souk.auth.profile.OwnPassword;
import souk.auth.profile.ProfileRoutes;
import souk.auth.profile.Profiles;
import souk.auth.revocation.RevocationRepository;
import souk.auth.role.RoleRepository;
import souk.auth.role.RoleRoutes;
import souk.auth.role.Roles;
import souk.auth.session.AccessTokens;
import souk.auth.session.LoggingIn;
import souk.auth.session.Refreshing;
import souk.auth.session.SessionRoutes;
import souk.auth.session.Sessions;
import souk.auth.setting.ChangingSettings;
import souk.auth.setting.SettingRoutes;
import souk.auth.throttle.LoginThrottle;
import souk.auth.user.UserRoutes;
import souk.auth.user.Users;
import souk.shared.audit.RefusalJournal;
import souk.shared.http.HttpApi;
import souk.shared.runtime.ServiceContext;
import souk.shared.sql.Database;
import souk.shared.sql.Housekeeping;
import souk.shared.sql.Migrations;

/** Accounts, log-in and the keys of access tokens. */
public final class AuthVerticle extends VerticleBase {

    private final AuthConfig config;
    private final ServiceContext service;
    private Housekeeping housekeeping;
    private Database database;
    private Passwords passwords;
    private AccountRepository accounts;
    private AuditRepository audit;
    private RevocationRepository revocations;
    private Registration registration;
    private Router router;
    private int port;

    public AuthVerticle(AuthConfig config, ServiceContext service) {
        this.config = config;
        this.service = service;
    }

    @Override
    public Future<?> start() {
        housekeeping = new Housekeeping(vertx);
        database = Database.open(vertx, config.database());
        passwords = Passwords.open(vertx, config.passwordThreads(), config.passwordPatience());
        accounts = new AccountRepository(database);
        audit = new AuditRepository(database);
        revocations = new RevocationRepository(database);
        registration = new Registration(database, accounts, passwords, config.secret(), audit);
        service.onStop("passwords", passwords::close);
        service.onStop("database", database::close);
        service.health().check("database", database::check);
        return service.step("the schema", this::prepare)
                .compose(prepared -> service.step("the database", () -> database.awaitReady(Duration.ofSeconds(30))))
                .compose(
                        ready -> service.step("signing keys", () -> SigningKeys.open(vertx, database, config.secret())))
                .compose(keys -> service.step("first accounts", this::bootstrap).map(keys))
                .compose(this::serve)
                .onSuccess(listening -> {
                    port = listening;
                    housekeeping
                            .everyMinute("registration keys", registration::forgetOldKeys)
                            .everyMinute("revocations", revocations::forgetExpired);
                });
    }

    private Future<CompositeFuture> prepare() {
        return Future.all(
                Migrations.run(vertx, config.database()),
                passwords.check(),
                vertx.executeBlocking(CommonPasswords::load));
    }

    /** Where the REST API listens; known when the start has succeeded. */
    int port() {
        return port;
    }

    /** What it serves there. */
    Router router() {
        return router;
    }

    private Future<Void> bootstrap() {
        var bootstrap = new Bootstrap(vertx, database, accounts, passwords, audit);
        return config.bootstrap().map(bootstrap::run).orElseGet(Future::succeededFuture);
    }

    private Future<Integer> serve(SigningKeys keys) {
        var clock = InstantSource.system();
        var tokens = new AccessTokens(keys, service.node().tokens(), config.tokenLife(), clock);
        var apiKeys = new ApiKeys(database, accounts, tokens, revocations, audit, wrongKeys(), clock);
        var sessions = new Sessions(database, revocations, audit, tokens, config.sessions());
        var rotation = rotation(keys);
        var throttle = new LoginThrottle(vertx, database, config.secret(), config.logins());
        var loggingIn = new LoggingIn(accounts, passwords, throttle, sessions, audit);
        var refreshing = new Refreshing(database, accounts, sessions, tokens, config.sessions());
        var oidc = Oidc.start(
                vertx,
                config.providers(),
                new Oidc.Parts(database, accounts, new RoleRepository(database), revocations, sessions, tokens, audit),
                housekeeping);
        service.onStop("identity providers", oidc::close);
        var settings = new ChangingSettings(database, audit, service.bus());
        var authority = new OwnAuthority(keys, revocations, audit, apiKeys, oidc.bearer());
        return service.startApi(authority, audit)
                .onSuccess(api -> {
                    new AccountRoutes(registration, accounts, config.sellersMayRegister(), service.live()).mount(api);
                    new SessionRoutes(loggingIn, refreshing, sessions).mount(api);
                    mountProfile(api, new OwnPassword.Means(passwords, throttle, sessions), apiKeys);
                    new ApiKeyRoutes(apiKeys, clock).mount(api);
                    new KeyRoutes(keys, rotation, service.node().tokens().issuer()).mount(api);
                    oidc.mount(api);
                    new AuditRoutes(audit).mount(api);
                    new SettingRoutes(settings, service.live()).mount(api);
                    new ClusterRoutes(service).mount(api);
                    mountRights(api, sessions);
                    router = api.router();
                })
                .compose(api -> authority.serve(service.bus()))
                .compose(served -> settings.serve())
                .onSuccess(served -> housekeeping
                        .everyMinute("sessions", sessions::sweep)
                        .everyMinute("login attempts", throttle::sweep))
                .compose(served -> service.serveHttp(router));
    }

    private RefusalJournal wrongKeys() {
        var journal = new RefusalJournal(AuthConfig.SERVICE, audit).start(vertx);
        service.onStop("wrong API keys", journal::flush);
        return journal;
    }

    private KeyRotation rotation(SigningKeys keys) {
        var terms = new KeyRotation.Terms(config.keys(), config.secret());
        var rotation = new KeyRotation(vertx, database, keys, terms, audit);
        keys.follow(vertx);
        housekeeping.everyMinute("signing keys", rotation::maintain);
        return rotation;
    }

    private void mountProfile(HttpApi api, OwnPassword.Means means, ApiKeys apiKeys) {
        var ending = new AccountEnding(means.sessions(), apiKeys, revocations);
        var password = new OwnPassword(database, accounts, means, audit);
        new ProfileRoutes(new Profiles(database, ending, audit), password).mount(api);
    }

    private void mountRights(HttpApi api, Sessions sessions) {
        var roles = new RoleRepository(database);
        new RoleRoutes(new Roles(database, roles, revocations, audit)).mount(api);
        new ExplainRoutes(accounts, roles, service.bus()).mount(api);
        new UserRoutes(new Users(database, accounts, roles, revocations, sessions, audit)).mount(api);
    }
}
