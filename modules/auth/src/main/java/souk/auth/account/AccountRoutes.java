package souk.auth.account;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import souk.auth.audit.Act;
import souk.shared.config.LiveKeys;
import souk.shared.config.LiveSettings;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Permission;

public final class AccountRoutes {

    private static final String PROFILE = "/api/v1/profile";

    private final Registration registration;
    private final AccountRepository accounts;
    private final boolean sellersMayRegister;
    private final LiveSettings live;

    public AccountRoutes(
            Registration registration, AccountRepository accounts, boolean sellersMayRegister, LiveSettings live) {
        this.registration = registration;
        this.accounts = accounts;
        this.sellersMayRegister = sellersMayRegister;
        this.live = live;
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.POST, "/api/v1/register", Rule.anyone(), this::register);
        api.on(HttpMethod.GET, PROFILE, Rule.permission(Permission.READ_OWN_PROFILE), this::profile);
    }

    private Future<Answer> register(ApiRequest request) {
        if (!live.flag(LiveKeys.REGISTRATION)) {
            throw Problem.of(ProblemCode.REGISTRATION_CLOSED, "The registration is closed.")
                    .refusal();
        }
        var form = RegistrationForm.read(request.json(), sellersMayRegister);
        return registration
                .register(form, request.idempotencyKey(), Act.of(request))
                .map(AccountRoutes::answer);
    }

    private static Answer answer(Registered registered) {
        if (registered instanceof Registered.Taken taken) {
            throw taken.refusal();
        }
        if (registered instanceof Registered.Repeated repeated) {
            return answer(repeated.first()).header("idempotency-replayed", "true");
        }
        var body = Buffer.buffer(((Registered.Done) registered).body());
        return new Answer(201, Map.of("content-type", ApiRequest.JSON, "cache-control", "no-store"), body)
                .location(PROFILE);
    }

    /** A token outlives its account's being disabled by minutes at most; here it ends at once. */
    private Future<Answer> profile(ApiRequest request) {
        return accounts.byId(request.caller().id())
                .map(found -> found.filter(account -> !account.disabled())
                        .orElseThrow(() -> Problem.of(ProblemCode.UNAUTHENTICATED, "The token is not valid.")
                                .refusal()))
                .map(account -> request.conditional(account.version(), AccountBody.of(account)));
    }
}
