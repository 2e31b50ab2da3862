package souk.auth.throttle;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.keys.KeySecret;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Trouble;
import souk.shared.sql.Database;

/**
 * Bounds how often passwords are guessed, over all instances. An attempt is counted before the password is looked at
 * and taken back if it was right, so that a hundred guesses at once are not let through together. Those that could only
 * fail for too many others under way wait for them: so many right passwords at once all get in.
 */
public final class LoginThrottle {

    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    private static final Logger LOG = LogManager.getLogger(LoginThrottle.class);

    private final Vertx vertx;
    private final AttemptRepository attempts;
    private final KeySecret secret;
    private final Turnstile<ByteBuffer> turnstile;

    /** @param retryAfter seconds */
    record TooManyAttempts(int retryAfter) implements Failure {

        @Override
        public Problem problem() {
            return Problem.of(
                            ProblemCode.TOO_MANY_ATTEMPTS,
                            "There were too many wrong passwords; this one has not been looked at.")
                    .with("retryAfter", retryAfter);
        }
    }

    public LoginThrottle(Vertx vertx, Database database, KeySecret secret, LoginLimits limits) {
        this.vertx = vertx;
        this.attempts = new AttemptRepository(database, limits);
        this.secret = secret;
        this.turnstile = new Turnstile<>(vertx, Math.min(limits.perName(), 64), PATIENCE);
    }

    /**
     * Runs the check unless there were too many wrong passwords: then it refuses with {@code too-many-attempts}.
     *
     * @param name that somebody claims to have
     * @param check gives something if the password was right; if it fails, the attempt does not count
     */
    public <T> Future<Optional<T>> attempt(String name, String address, Supplier<Future<Optional<T>>> check) {
        var attempt = Attempt.of(name, address, secret);
        return turnstile
                .enter(attempt.nameKey())
                .compose(entered -> admit(attempt, System.nanoTime())
                        .compose(admitted -> counted(attempt, check))
                        .onComplete(done -> turnstile.leave(attempt.nameKey())));
    }

    /** To be called now and then; safe on several instances at once. Gives the number of old attempts forgotten. */
    public Future<Integer> sweep() {
        return attempts.sweep();
    }

    private Future<Void> admit(Attempt attempt, long begun) {
        return attempts.admit(attempt).compose(verdict -> switch (verdict) {
            case ADMITTED -> Future.<Void>succeededFuture();
            case BLOCKED -> attempts.blockedFor(attempt).compose(LoginThrottle::refused);
            case FULL ->
                System.nanoTime() - begun > PATIENCE.toNanos()
                        ? Future.failedFuture(Trouble.busy("too many attempts under way"))
                        : pause().compose(rested -> admit(attempt, begun));
        });
    }

    private <T> Future<Optional<T>> counted(Attempt attempt, Supplier<Future<Optional<T>>> check) {
        return check.get()
                .compose(
                        outcome -> noted(outcome.isPresent() ? attempts.undo(attempt) : attempts.settle(attempt))
                                .map(outcome),
                        failure -> noted(attempts.undo(attempt)).compose(undone -> Future.failedFuture(failure)));
    }

    /** An attempt that cannot be settled counts as failed a little later; that is no reason to fail this request. */
    private static Future<Void> noted(Future<Void> settling) {
        return settling.otherwise(failure -> {
            LOG.warn("event=login-attempt-unsettled reason=\"{}\"", failure.getMessage());
            return null;
        });
    }

    private Future<Void> pause() {
        return vertx.timer(ThreadLocalRandom.current().nextLong(20, 60)).mapEmpty();
    }

    private static Future<Void> refused(int seconds) {
        return Future.failedFuture(new TooManyAttempts(seconds).refusal());
    }
}
