package souk.local.cluster;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one client may do in a cluster on a laptop, where every client has the same address and some are tests. Whoever
 * starts the cluster may say otherwise.
 */
final class LaptopLimits {
    private static final String AS_FAST_AS_IT_LIKES = "1000000";

    private static final Map<String, String> BY_KEY = Map.of(
            "SOUK_LIMITS_ANONYMOUS_PER_SECOND", "2000",
            "SOUK_LIMITS_USER_PER_SECOND", AS_FAST_AS_IT_LIKES,
            "SOUK_LIMITS_API_KEY_PER_SECOND", AS_FAST_AS_IT_LIKES,
            "SOUK_LIMITS_LOG_IN_PER_MINUTE", "6000",
            "SOUK_LIMITS_REGISTRATION_PER_MINUTE", "600",
            "SOUK_LIMITS_SEARCH_PER_SECOND", "2000",
            "SOUK_LIMITS_ORDER_WRITES_PER_SECOND", AS_FAST_AS_IT_LIKES,
            "SOUK_LIMITS_NEW_CREDENTIALS_PER_SECOND", "2000");

    private LaptopLimits() {}

    static Map<String, String> environment() {
        var limits = new TreeMap<>(BY_KEY);
        limits.replaceAll((key, laptop) -> System.getenv().getOrDefault(key, laptop));
        return limits;
    }
}
