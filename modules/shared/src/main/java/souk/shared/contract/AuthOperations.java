package souk.shared.contract;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.bus.Deadline;
import souk.shared.bus.Operation;
import souk.shared.id.UuidV7;
import souk.shared.security.Caller;
import souk.shared.security.TokenKeys;

/** What the auth service does for other services. */
public final class AuthOperations {

    public static final Operation<AskKeys, PublishedKeys> KEYS =
            Operation.of("auth.keys.v1", AskKeys.class, PublishedKeys.class).withTries(Duration.ofMillis(500), 2);

    private AuthOperations() {}

    /** For {@link souk.shared.security.TokenVerifier#start} in every service but auth itself. */
    public static TokenKeys.Source keysOver(Bus bus) {
        return () -> bus.call(KEYS, new AskKeys(), ownAccord()).map(PublishedKeys::keys);
    }

    /** No client asked for it: a trace that begins here. */
    private static CallContext ownAccord() {
        var random = ThreadLocalRandom.current();
        var traceparent = String.format(
                "00-%016x%016x-%016x-01", random.nextLong(), random.nextLong() | 1, random.nextLong() | 1);
        return new CallContext(
                UuidV7.next().toString(), traceparent, Caller.ANONYMOUS, Deadline.in(Duration.ofSeconds(1)));
    }
}
