package souk.orders.consistency;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * What a comparison has found.
 *
 * @param state running or done
 * @param consistent null while it is running
 * @param from orders and reservations since then were looked at, or are to be
 * @param complete whether all of them were looked at before the time was over
 * @param suspects found at first, some of which may have come right meanwhile
 * @param findings that were there both times, a thousand at most
 */
record Consistency(
        String state,
        @JsonInclude(JsonInclude.Include.ALWAYS) Boolean consistent,
        Instant startedAt,
        Instant from,
        long checkedOrders,
        long checkedReservations,
        long checkedProducts,
        boolean complete,
        int suspects,
        List<ConsistencyFinding> findings) {

    Consistency {
        findings = List.copyOf(findings);
    }

    boolean isDone() {
        return state.equals("done");
    }
}
