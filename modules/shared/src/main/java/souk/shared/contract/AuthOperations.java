package souk.shared.contract;

import java.time.Duration;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.bus.Operation;
import souk.shared.security.TokenKeys;

/** What the auth service does for other services. */
public final class AuthOperations {

    public static final Operation<AskKeys, PublishedKeys> KEYS =
            Operation.of("auth.keys.v1", AskKeys.class, PublishedKeys.class).withTries(Duration.ofMillis(500), 2);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private AuthOperations() {}

    /** For {@link souk.shared.security.TokenVerifier#start} in every service but auth itself. */
    public static TokenKeys.Source keysOver(Bus bus) {
        return () ->
                bus.call(KEYS, new AskKeys(), CallContext.onOwnBehalf(PATIENCE)).map(PublishedKeys::keys);
    }
}
