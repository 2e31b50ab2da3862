package souk.auth.authz;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Why somebody may do something or not.
 *
 * @param subject the account that is asked about
 * @param resource null if the action is on nothing in particular
 * @param reasons everything that was looked at; one that allows is enough, unless one forbids
 */
record Explanation(
        UUID subject, String username, String action, String resource, boolean allowed, List<Reason> reasons) {

    /** What a reason does to the decision. */
    enum Effect {
        ALLOWS,
        NEUTRAL,
        FORBIDS
    }

    /**
     * @param rule such as {@code role}, {@code owner} or {@code grant}
     * @param detail for a person
     */
    record Reason(String rule, String effect, String detail) {

        static Reason of(String rule, Effect effect, String detail) {
            return new Reason(rule, effect.name().toLowerCase(Locale.ROOT), detail);
        }

        boolean has(Effect effect) {
            return this.effect.equals(effect.name().toLowerCase(Locale.ROOT));
        }
    }

    Explanation {
        reasons = List.copyOf(reasons);
    }

    static Explanation of(UUID subject, String username, String action, String resource, List<Reason> reasons) {
        var forbidden = reasons.stream().anyMatch(reason -> reason.has(Effect.FORBIDS));
        var allowed = reasons.stream().anyMatch(reason -> reason.has(Effect.ALLOWS));
        return new Explanation(subject, username, action, resource, allowed && !forbidden, reasons);
    }
}
