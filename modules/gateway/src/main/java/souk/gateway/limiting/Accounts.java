package souk.gateway.limiting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The buckets of all clients. There are no more than so many: when others need the room, those go that are used least,
 * and begin full when they come back. Confined to one event loop.
 */
final class Accounts {

    /** By then every bucket is full again, and might as well be a new one. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    private final TimeMeter clock;
    private final Cache<Account.Key, Account> accounts;
    private final Set<Account> taken = new LinkedHashSet<>();
    private Quotas quotas;

    /** @param nanoClock monotonic, as {@code System::nanoTime} is */
    Accounts(Quotas quotas, int most, LongSupplier nanoClock) {
        this.quotas = quotas;
        this.clock = new MonotonicClock(nanoClock);
        this.accounts = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(FORGOTTEN)
                .executor(Runnable::run)
                .build();
    }

    void allow(Quotas others) {
        quotas = others;
    }

    int quota(Policy policy) {
        return quotas.of(policy);
    }

    /** Takes a token if there is one. Empty if the policy limits nobody. */
    Optional<ConsumptionProbe> take(Policy policy, String name) {
        if (quota(policy) == 0) {
            return Optional.empty();
        }
        var account = account(new Account.Key(policy, name));
        var probe = account.take();
        if (probe.isConsumed() && policy != Policy.NEW_CREDENTIALS) {
            taken.add(account);
        }
        return Optional.of(probe);
    }

    /** Another gateway has given that many. */
    void deduct(Policy policy, String name, long tokens) {
        if (quota(policy) != 0) {
            account(new Account.Key(policy, name)).deduct(tokens);
        }
    }

    private Account account(Account.Key key) {
        var account = accounts.get(key, unseen -> new Account(unseen, quota(unseen.policy()), clock));
        account.allow(quota(key.policy()));
        return account;
    }

    /** What others should know by now, of at most so many accounts; it is told once. */
    List<Spending.Entry> news(int most) {
        var news = new ArrayList<Spending.Entry>();
        for (var left = taken.iterator(); left.hasNext() && news.size() < most; ) {
            var account = left.next();
            if (account.isWorthTelling()) {
                news.add(new Spending.Entry(
                        account.key().policy().id(), account.key().name(), account.tell()));
                left.remove();
            } else if (account.isFull()) {
                account.tell();
                left.remove();
            }
        }
        return news;
    }

    long size() {
        return accounts.estimatedSize();
    }

    private record MonotonicClock(LongSupplier nanoClock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoClock.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
