package souk.auth.account;

import io.vertx.core.Future;
import java.util.Optional;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.keys.KeySecret;
import souk.auth.password.Passwords;
import souk.shared.sql.Database;

/** Makes accounts for people who ask for one. */
public final class Registration {

    private final RegistrationRepository registrations;
    private final Passwords passwords;
    private final KeySecret secret;

    public Registration(
            Database database,
            AccountRepository accounts,
            Passwords passwords,
            KeySecret secret,
            AuditRepository audit) {
        this.registrations = new RegistrationRepository(database, accounts, audit);
        this.passwords = passwords;
        this.secret = secret;
    }

    Future<Registered> register(RegistrationForm form, Act act) {
        return passwords.hash(form.password()).compose(hash -> registrations.register(form.account(), hash, act));
    }

    /** Repeating key and form gives the first outcome, be it a refusal, for a day. */
    Future<Registered> register(RegistrationForm form, String idempotencyKey, Act act) {
        var key = RegistrationKey.of(idempotencyKey, form, secret);
        return registrations
                .outcome(key)
                .compose(known -> known.isPresent()
                        ? Future.succeededFuture(known.get())
                        : passwords
                                .hash(form.password())
                                .compose(hash -> registrations.register(form.account(), hash, key, act)));
    }

    Future<Registered> register(RegistrationForm form, Optional<String> idempotencyKey, Act act) {
        return idempotencyKey.map(key -> register(form, key, act)).orElseGet(() -> register(form, act));
    }

    /** To be called now and then; safe on several instances at once. Gives the number of keys forgotten. */
    public Future<Integer> forgetOldKeys() {
        return registrations.forgetOldKeys();
    }
}
