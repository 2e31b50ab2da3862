package souk.local.database;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * How much of a machine the server uses to remember pages: a quarter, as
 * <a href="https://www.postgresql.org/docs/18/runtime-config-resource.html">its manual</a> says, and 4 GB at most, for
 * the services want their share. It takes the memory only as pages are read. With a million products a smaller cache is
 * what an order waits for: it touches three of them at random.
 *
 * @param bytes of the machine, or of the container if that has less
 */
record PostgresMemory(long bytes) {

    private static final long MB = 1 << 20;
    private static final long LEAST = 128;
    private static final long MOST = 4_096;

    static PostgresMemory ofThisMachine() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new PostgresMemory(system.getTotalMemorySize());
    }

    Map<String, String> settings() {
        var cache = Math.max(LEAST, Math.min(MOST, bytes / MB / 4));
        return Map.of("shared_buffers", cache + "MB", "effective_cache_size", 2 * cache + "MB");
    }
}
