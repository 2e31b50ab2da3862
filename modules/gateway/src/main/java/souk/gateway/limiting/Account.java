package souk.gateway.limiting;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.github.bucket4j.local.SynchronizationStrategy;

/** One bucket of tokens: of one client for one policy. Confined to one event loop. */
final class Account {

    /** Of the quota; taking less is nobody else's business yet. */
    private static final int NOTICEABLE_PART = 50;

    private final Key key;
    private final LocalBucket bucket;
    private int quota;
    private long untold;

    /** @param name of the client, or its network */
    record Key(Policy policy, String name) {}

    /** @param quota more than 0 */
    Account(Key key, int quota, TimeMeter clock) {
        this.key = key;
        this.quota = quota;
        this.bucket = new LocalBucketBuilder()
                .addLimit(bandwidth())
                .withCustomTimePrecision(clock)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    private Bandwidth bandwidth() {
        return Bandwidth.builder()
                .capacity(quota)
                .refillGreedy(quota, key.policy().window())
                .build();
    }

    Key key() {
        return key;
    }

    /** From now on; of a bucket that was half full half is left. */
    void allow(int newQuota) {
        if (quota != newQuota) {
            quota = newQuota;
            bucket.replaceConfiguration(
                    BucketConfiguration.builder().addLimit(bandwidth()).build(),
                    TokensInheritanceStrategy.PROPORTIONALLY);
        }
    }

    ConsumptionProbe take() {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            untold++;
        }
        return probe;
    }

    /** Taken elsewhere. What that leaves in debt is paid back within one window, however much it was. */
    void deduct(long tokens) {
        var bearable = bucket.getAvailableTokens() + quota;
        if (tokens > 0 && bearable > 0) {
            bucket.consumeIgnoringRateLimits(Math.min(tokens, bearable));
        }
    }

    boolean isWorthTelling() {
        return untold > 0 && untold >= quota / NOTICEABLE_PART;
    }

    /** Whether nothing is left of what was taken. */
    boolean isFull() {
        return bucket.getAvailableTokens() >= quota;
    }

    /** What was taken here since this was asked last. */
    long tell() {
        var told = untold;
        untold = 0;
        return told;
    }
}
