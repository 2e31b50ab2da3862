package souk.local.cluster;

import java.util.concurrent.CompletableFuture;

/** Says whether a process does its work. */
@FunctionalInterface
public interface Readiness {
    /** Completes within 2 s, with false for every kind of trouble. */
    CompletableFuture<Boolean> check(long pid);
}
