package souk.local.bench.overload;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import souk.local.process.ResidentMemory;

/** How much memory processes have, each second while it watches. */
final class MemoryWatch implements AutoCloseable {
    private final List<Long> bytes = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** @param pids counted together */
    MemoryWatch(Collection<Long> pids) {
        clock.scheduleAtFixedRate(() -> bytes.add(of(pids)), 0, 1, TimeUnit.SECONDS);
    }

    private static long of(Collection<Long> pids) {
        return pids.stream().mapToLong(pid -> ResidentMemory.of(pid).orElse(0)).sum();
    }

    /** When a quarter of the time had passed: by then the heap is as large as the work needs it. */
    long afterAQuarter() {
        return bytes.get(bytes.size() / 4);
    }

    /** From then on. */
    long mostSince() {
        return bytes.stream()
                .skip(bytes.size() / 4)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
