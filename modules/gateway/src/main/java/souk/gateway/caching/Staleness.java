package souk.gateway.caching;

import io.vertx.core.MultiMap;
import java.time.Duration;

/**
 * Says of an answer that it is from memory and may be out of date: how many seconds old it is ({@code Age}, RFC 9111), and
 * that the one in memory was taken though it was stale and for how long ({@code Cache-Status}, RFC 9211). The header
 * {@code Warning}, which once did this, is obsolete.
 */
final class Staleness {

    private Staleness() {}

    static void mark(MultiMap headers, Duration age) {
        headers.set("age", Long.toString(age.toSeconds()));
        headers.set(
                "cache-status",
                "souk; fwd=stale; ttl=-" + Math.max(0, age.minus(Memory.BOUND).toSeconds()) + "; detail=unavailable");
    }
}
