package souk.gateway.limiting;

import java.util.List;
import souk.shared.bus.Topic;

/**
 * What clients of one gateway have taken out of their buckets since its last news.
 *
 * @param gateway whose news these are; differs after each start
 * @param number counts the news of that gateway, from 1
 */
record Spending(String gateway, long number, List<Entry> entries) {

    static final Topic<Spending> TOPIC = Topic.of("gateway.limits.spent.v1", Spending.class);

    Spending {
        entries = entries == null ? List.of() : List.copyOf(entries);
    }

    /** @param policy its id; one that an older gateway does not know is passed over */
    record Entry(String policy, String client, long tokens) {}
}
