package souk.gateway.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.LongSupplier;
import souk.shared.cluster.Member;
import souk.shared.resilience.SlowStart;

/**
 * One instance as this gateway knows it. After two misses in a row it gets nothing for {@link #REST}, and then a single
 * request as a probe whose outcome decides. Confined to one event loop, but for {@link #isEjected}.
 */
public final class Upstream {

    static final Duration REST = Duration.ofSeconds(5);

    private static final int MISSES = 2;

    private final Member member;
    private final LongSupplier nanoClock;
    private final SlowStart slowStart;
    private final Set<Runnable> underWay = Collections.newSetFromMap(new IdentityHashMap<>());
    private final long since;
    private boolean seasoned;
    private volatile int misses;
    private long restsUntil;
    private boolean probing;

    Upstream(Member member, LongSupplier nanoClock, SlowStart slowStart) {
        this.member = member;
        this.nanoClock = nanoClock;
        this.slowStart = slowStart;
        this.since = nanoClock.getAsLong();
    }

    /** Nanoseconds since this gateway knows it. */
    long age() {
        return nanoClock.getAsLong() - since;
    }

    /** Whether it is so much newer that it leaves a request to the other one. */
    boolean yieldsTo(Upstream other) {
        seasoned = seasoned || slowStart.isOver(age());
        return !seasoned && slowStart.yields(age(), other.age());
    }

    public Member member() {
        return member;
    }

    public String service() {
        return member.service();
    }

    int inFlight() {
        return underWay.size();
    }

    /** @param onLoss run if the instance is lost before {@link #ended} is told the same object */
    public void begun(Runnable onLoss) {
        underWay.add(onLoss);
    }

    public void ended(Runnable onLoss) {
        underWay.remove(onLoss);
    }

    /** It does what it should, whatever the answer says. */
    public void answered() {
        misses = 0;
        probing = false;
    }

    /**
     * It did not answer, or not in time.
     *
     * @return whether it has now been ejected
     */
    public boolean missed() {
        var was = isEjected();
        misses++;
        if (isEjected() && (!was || probing)) {
            restsUntil = nanoClock.getAsLong() + REST.toNanos();
        }
        probing = false;
        return !was && isEjected();
    }

    /** The request ended without telling anything about the instance. */
    public void undecided() {
        probing = false;
    }

    boolean isEjected() {
        return misses >= MISSES;
    }

    boolean mayBeProbed() {
        return isEjected() && !probing && nanoClock.getAsLong() - restsUntil >= 0;
    }

    Upstream probe() {
        probing = true;
        return this;
    }

    void lose() {
        new ArrayList<>(underWay).forEach(Runnable::run);
    }

    @Override
    public String toString() {
        return member.instance();
    }
}
