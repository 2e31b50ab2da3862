package souk.local.bench.overload;

import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import souk.local.process.ResidentMemory;

/** How much memory processes have at most while it watches. */
final class MemoryWatch implements AutoCloseable {
    private final Collection<Long> pids;
    private final AtomicLong most = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    MemoryWatch(Collection<Long> pids) {
        this.pids = pids;
        clock.scheduleAtFixedRate(() -> most.accumulateAndGet(now(), Math::max), 0, 1, TimeUnit.SECONDS);
    }

    /** In bytes, of all together. */
    long now() {
        return pids.stream().mapToLong(pid -> ResidentMemory.of(pid).orElse(0)).sum();
    }

    long most() {
        return most.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
