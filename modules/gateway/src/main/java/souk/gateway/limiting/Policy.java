package souk.gateway.limiting;

import java.time.Duration;
import souk.shared.config.LimitKeys;
import souk.shared.config.LiveKey;

/** What is limited. */
public enum Policy {
    ANONYMOUS("anonymous", 1, LimitKeys.ANONYMOUS),
    USER("user", 1, LimitKeys.USER),
    API_KEY("api-key", 1, LimitKeys.API_KEY),
    LOG_IN("log-in", 60, LimitKeys.LOG_IN),
    REGISTRATION("registration", 60, LimitKeys.REGISTRATION),
    SEARCH("search", 1, LimitKeys.SEARCH),
    ORDER_WRITES("order-writes", 1, LimitKeys.ORDER_WRITES),
    /** Nobody is refused for it: beyond it, credentials that have not been seen yet count as none. */
    NEW_CREDENTIALS("new-credentials", 1, LimitKeys.NEW_CREDENTIALS);

    private final String id;
    private final Duration window;
    private final LiveKey setting;

    Policy(String id, int windowSeconds, LiveKey setting) {
        this.id = id;
        this.window = Duration.ofSeconds(windowSeconds);
        this.setting = setting;
    }

    /** As clients and metrics see it. */
    String id() {
        return id;
    }

    /** In which the quota comes back. */
    Duration window() {
        return window;
    }

    /** How much it allows within the window. */
    LiveKey setting() {
        return setting;
    }
}
