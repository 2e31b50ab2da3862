package souk.local.cluster;

import java.time.Duration;
import souk.local.data.LocalFailure;

/**
 * What a rolling restart is to do.
 *
 * @param service whose instances are started anew, or null for those of all
 * @param warmUpSeconds what each gets, once it is ready, before the next one leaves
 */
public record Roll(String service, long warmUpSeconds) {
    private static final String ALL = "all";

    public Roll {
        if (service != null && ServiceKind.named(service).isEmpty()) {
            throw new LocalFailure("there is no service " + service);
        }
    }

    /** As it goes over the control socket. */
    public String text() {
        return (service == null ? ALL : service) + " " + warmUpSeconds;
    }

    static Roll of(String text) {
        var words = text.split(" ", 2);
        return new Roll(words[0].equals(ALL) ? null : words[0], Long.parseLong(words[1]));
    }

    boolean includes(ServiceKind kind) {
        return service == null || kind.id().equals(service);
    }

    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }
}
