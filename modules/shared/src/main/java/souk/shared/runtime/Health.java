package souk.shared.runtime;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The named conditions under which an instance is ready. Thread-safe. */
public final class Health {

    private static final Logger LOG = LogManager.getLogger(Health.class);
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<String, Supplier<Future<Void>>> checks = new ConcurrentHashMap<>();
    private final Map<String, Boolean> last = new ConcurrentHashMap<>();

    /** @param check asked each time somebody looks; a failed future, or none within a second, is down */
    public void check(String name, Supplier<Future<Void>> check) {
        checks.put(name, check);
    }

    /** Blocks for a second at most; not for event loops. */
    Map<String, Boolean> results() {
        return results(PATIENCE);
    }

    /** As {@link #results()}, with another patience. */
    Map<String, Boolean> results(Duration patience) {
        var asked = new LinkedHashMap<String, CompletableFuture<Void>>();
        checks.forEach((name, check) -> asked.put(name, ask(check)));
        var deadline = System.nanoTime() + patience.toNanos();
        var results = new LinkedHashMap<String, Boolean>();
        asked.forEach((name, answer) -> results.put(name, isUp(name, answer, deadline - System.nanoTime())));
        return results;
    }

    private static CompletableFuture<Void> ask(Supplier<Future<Void>> check) {
        try {
            return check.get().toCompletionStage().toCompletableFuture();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private boolean isUp(String name, CompletableFuture<Void> answer, long nanos) {
        var reason = "";
        try {
            answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            reason = failed.getCause().toString();
        } catch (TimeoutException late) {
            reason = "no answer in time";
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            reason = "interrupted";
        }
        var up = reason.isEmpty();
        var before = last.put(name, up);
        if (before != null && before != up || before == null && !up) {
            LOG.warn("event=health check={} up={} reason=\"{}\"", name, up, reason);
        }
        return up;
    }
}
