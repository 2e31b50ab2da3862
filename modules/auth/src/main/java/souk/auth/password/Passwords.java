package souk.auth.password;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import souk.shared.problem.Trouble;

/**
 * Hashes and checks passwords with Argon2id on threads of its own. Each hash takes about 40 ms of CPU and 19 MiB; a
 * short queue and a patience bound how long anybody waits, beyond them the answer is {@link Trouble#busy}; so a storm of
 * log-ins leaves no hashing for those who have gone. Hashes are PHC strings.
 */
public final class Passwords {

    static final int QUEUE = 16;

    /** Places in the queue that new passwords leave free, so that a flood of registrations shuts out no log-in. */
    static final int FOR_CHECKS = 4;

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final String CURRENT = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + ITERATIONS + ",p=" + LANES + "$";

    /** Of no password: what is checked when there is no account, so that the answer takes as long. */
    private static final String NOBODY = CURRENT + "c291ay1zYWx0LTAwMDAwMA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static final String PROOF = "proof of the machine";

    private static final Argon2 ARGON2 = Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id);

    private final Vertx vertx;
    private final ThreadPoolExecutor workers;
    private final Duration patience;

    private Passwords(Vertx vertx, int threads, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
        this.workers = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), Passwords::worker);
    }

    /**
     * @param threads how many are hashed at a time; each needs a core
     * @param patience how long one may wait for its turn; beyond it nobody is there any more who wants the answer
     */
    public static Passwords open(Vertx vertx, int threads, Duration patience) {
        return new Passwords(vertx, threads, patience);
    }

    /**
     * Fails if this machine cannot hash. It loads the native code, too, for which the first to log in need not wait
     * then.
     */
    public Future<Void> check() {
        return hash(PROOF)
                .compose(hash -> matches(PROOF, hash))
                .compose(matches -> matches
                        ? Future.succeededFuture()
                        : Future.failedFuture(new IllegalStateException("Argon2id does not work on this machine.")));
    }

    /** For a new password; there are fewer places for these than for {@link #matches}. */
    public Future<String> hash(String password) {
        if (workers.getQueue().remainingCapacity() <= FOR_CHECKS) {
            return Future.failedFuture(Trouble.busy("the queue for new passwords is full"));
        }
        return onWorker(() -> with(password, chars -> ARGON2.hash(ITERATIONS, MEMORY_KIB, LANES, chars)));
    }

    public Future<Boolean> matches(String password, String hash) {
        return onWorker(() -> with(password, chars -> ARGON2.verify(hash, chars)));
    }

    /** False, after as much time as {@link #matches} takes. */
    public Future<Boolean> matchesNobody(String password) {
        return matches(password, NOBODY).map(false);
    }

    /** Whether the hash was made with other parameters than today's. */
    public boolean isOutdated(String hash) {
        return !hash.startsWith(CURRENT);
    }

    /** Drops what is queued; whoever waits for that must not. */
    public Future<Void> close() {
        workers.shutdownNow();
        return Future.succeededFuture();
    }

    private <T> Future<T> onWorker(Supplier<T> work) {
        var asked = System.nanoTime();
        Supplier<T> inTime = () -> {
            if (System.nanoTime() - asked > patience.toNanos()) {
                throw Trouble.busy("the turn of a password hash came too late");
            }
            return work.get();
        };
        try {
            return Future.fromCompletionStage(
                            CompletableFuture.supplyAsync(inTime, workers), vertx.getOrCreateContext())
                    .recover(failure -> Future.failedFuture(
                            failure instanceof CompletionException wrapped ? wrapped.getCause() : failure));
        } catch (RejectedExecutionException full) {
            return Future.failedFuture(Trouble.busy("the queue for password hashes is full"));
        }
    }

    /** The same password, however the keyboard composes its characters. */
    private static <T> T with(String password, Function<char[], T> use) {
        var chars = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
        try {
            return use.apply(chars);
        } finally {
            ARGON2.wipeArray(chars);
        }
    }

    private static Thread worker(Runnable work) {
        var thread = new Thread(work, "souk-passwords");
        thread.setDaemon(true);
        return thread;
    }
}
