package souk.local.bench.orders;

import java.util.ArrayList;
import java.util.List;

/** One thing that is measured. */
public record OrderCase(Choice choice, Who who, int clients) {
    /** With more the yardstick only becomes slower. */
    private static final int MOST_OF_YARDSTICK = 64;

    /** In turn: the yardstick, then ours, with the same number of clients. */
    static List<OrderCase> of(Choice choice, List<Integer> clients, boolean withYardstick) {
        var cases = new ArrayList<OrderCase>();
        for (var count : clients) {
            for (var who : Who.values()) {
                var measured = new OrderCase(choice, who, count);
                if (!who.isYardstick() || withYardstick && measured.isUseful()) {
                    cases.add(measured);
                }
            }
        }
        return cases;
    }

    private boolean isUseful() {
        return clients <= MOST_OF_YARDSTICK && (who != Who.BATCH_128 || choice == Choice.HOT);
    }
}
