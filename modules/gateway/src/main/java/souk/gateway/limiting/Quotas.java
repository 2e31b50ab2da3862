package souk.gateway.limiting;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import souk.shared.config.LiveKeys;
import souk.shared.config.LiveSettings;

/** How much each policy allows within its window. 0 is as much as anybody likes. */
public final class Quotas {

    /** Nobody is limited. */
    public static final Quotas NONE = of(policy -> 0);

    private final Map<Policy, Integer> allowed = new EnumMap<>(Policy.class);
    private final Map<Policy, String> shown = new EnumMap<>(Policy.class);
    private final boolean limitNobody;

    private Quotas(ToIntFunction<Policy> quota) {
        for (var policy : Policy.values()) {
            var many = quota.applyAsInt(policy);
            allowed.put(policy, many);
            shown.put(
                    policy,
                    "\"%s\";q=%d;w=%d"
                            .formatted(policy.id(), many, policy.window().toSeconds()));
        }
        limitNobody = allowed.values().stream().allMatch(many -> many == 0);
    }

    public static Quotas of(ToIntFunction<Policy> quota) {
        return new Quotas(quota);
    }

    /** Those that are set at this moment. */
    public static Quotas of(LiveSettings live) {
        return live.flag(LiveKeys.RATE_LIMITING) ? of(policy -> live.integer(policy.setting())) : NONE;
    }

    boolean limitNobody() {
        return limitNobody;
    }

    int of(Policy policy) {
        return allowed.get(policy);
    }

    /** As an item of the header {@code RateLimit-Policy}. */
    String shown(Policy policy) {
        return shown.get(policy);
    }

    /** By policy, as {@code RateLimit-Policy} shows them; without those that limit nobody. */
    Map<String, String> inForce() {
        var inForce = new TreeMap<String, String>();
        allowed.forEach((policy, many) -> {
            if (many > 0) {
                inForce.put(
                        policy.id(),
                        "%d in %d s".formatted(many, policy.window().toSeconds()));
            }
        });
        return inForce;
    }
}
