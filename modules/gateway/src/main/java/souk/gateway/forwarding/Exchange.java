package souk.gateway.forwarding;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.gateway.discovery.Upstream;
import souk.gateway.resilience.Repeating;
import souk.shared.bus.Deadline;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.resilience.Ending;

/** One client's request, from the first try to the answer or to the end of its time. */
final class Exchange {

    private static final Logger LOG = LogManager.getLogger(Exchange.class);
    private static final int TRIES = 3;
    private static final Duration TOO_LITTLE = Duration.ofMillis(20);
    private static final Duration FAIR = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 100;
    private static final long WORTH_WAITING_MILLIS = 500;
    private static final long KEY_PAUSE_MILLIS = 100;

    private final Forwarder forwarder;
    private final String service;
    private final OutgoingRequest outgoing;
    private final Repeating repeating;
    private final String requestId;
    private final Deadline deadline;
    private final Set<Upstream> tried = new LinkedHashSet<>();
    private final Promise<Reply> outcome = Promise.promise();
    private Attempt current;
    private int tries;
    private boolean maybeUnderWay;
    private Ending ending = Ending.UNDECIDED;

    Exchange(Forwarder forwarder, String service, OutgoingRequest outgoing, Repeating repeating, Deadline deadline) {
        this.forwarder = forwarder;
        this.service = service;
        this.outgoing = outgoing;
        this.repeating = repeating;
        this.requestId = outgoing.fixed().get("x-request-id");
        this.deadline = deadline;
    }

    String service() {
        return service;
    }

    /** What the last try tells about the service: with another instance to go to, one that is silent is not trouble. */
    Ending ending() {
        return ending;
    }

    /**
     * An instance's answer, or a refusal: {@code unavailable} when nothing is left to try, {@code busy} when there was no
     * room on the way to any instance and none has seen the request.
     */
    Future<Reply> begin() {
        tryNext();
        return outcome.future();
    }

    /** The client has gone. A read is given up, and so is the rest of a stream; a change goes on, for it may be under way. */
    void clientGone() {
        var waited = repeating == Repeating.READ;
        if (waited) {
            outcome.tryFail(unavailable("The client has gone.").refusal());
        }
        if (current != null && (waited || current.isStreaming())) {
            current.abandon();
        }
    }

    private void tryNext() {
        if (outcome.future().isComplete()) {
            return;
        }
        var chosen = forwarder.upstreams().choose(service, tried, repeating.allowed());
        if (chosen.isEmpty()) {
            LOG.info("event=nobody-ready service={} request={}", service, requestId);
            giveUp("No instance of " + service + " is ready.");
        } else {
            tryOn(chosen.get());
        }
    }

    private void tryOn(Upstream upstream) {
        tries++;
        tried.add(upstream);
        ending = Ending.UNDECIDED;
        var left = deadline.left();
        var hasOther = tries < TRIES && hasOther();
        var began = System.nanoTime();
        current = forwarder.attempt(upstream, outgoing);
        var patience = repeating.patience(left, hasOther);
        current.run(patience, left)
                .onSuccess(reply -> {
                    ending = Ending.ANSWERED;
                    upstream.answered();
                    forwarder.metrics().tried(service, Integer.toString(reply.status()), since(began));
                    judge(upstream, reply);
                })
                .onFailure(failure -> {
                    var kind = failure instanceof AttemptFailure known ? known.kind() : AttemptFailure.Kind.BROKEN;
                    forwarder.metrics().tried(service, kind.name().toLowerCase(Locale.ROOT), since(began));
                    note(upstream, kind, patience);
                    repeat(upstream, kind, failure);
                });
    }

    /** Who was given next to no time is not to blame for being late. */
    private void note(Upstream upstream, AttemptFailure.Kind kind, Duration patience) {
        var missed = switch (kind) {
            case UNSENT, BROKEN -> true;
            case LATE -> patience.compareTo(FAIR) >= 0;
            case CROWDED, LOST, ABANDONED -> false;
        };
        ending = missed ? Ending.TROUBLE : Ending.UNDECIDED;
        if (!missed) {
            upstream.undecided();
        } else if (upstream.missed()) {
            LOG.warn("event=ejected service={} instance={} reason={}", service, upstream, kind);
            forwarder.metrics().ejected(service, upstream.member().instance());
        }
    }

    private void judge(Upstream upstream, Reply reply) {
        if (Verdict.keyUnderWay(reply) && maybeUnderWay && timeIsLeft(KEY_PAUSE_MILLIS)) {
            forwarder.after(jittered(KEY_PAUSE_MILLIS), this::tryAgainOnSame);
        } else if (repeating.allowed() && isWorthRepeating(reply) && mayTryAgain()) {
            goOn(upstream, "status-" + reply.status());
        } else {
            outcome.tryComplete(reply);
        }
    }

    private boolean isWorthRepeating(Reply reply) {
        return hasOther()
                ? Verdict.worthAskingAnother(reply)
                : timeIsLeft(WORTH_WAITING_MILLIS) && Verdict.worthAskingAgain(reply);
    }

    private void repeat(Upstream upstream, AttemptFailure.Kind kind, Throwable failure) {
        maybeUnderWay |= !kind.certainlyUnseen();
        if (outcome.future().isComplete()) {
            return;
        }
        if (kind == AttemptFailure.Kind.CROWDED && !maybeUnderWay && !hasOther()) {
            outcome.tryFail(NoRoom.refusal());
        } else if ((kind.certainlyUnseen() || repeating.allowed()) && mayTryAgain()) {
            goOn(upstream, kind.name());
        } else {
            LOG.info("event=gave-up service={} request={} tries={} reason={}", service, requestId, tries, failure);
            giveUp("The answer of " + service + " did not come.");
        }
    }

    private boolean mayTryAgain() {
        if (tries >= TRIES || !timeIsLeft(0)) {
            return false;
        }
        if (!forwarder.budget().spend()) {
            forwarder.metrics().repeatRefused(service);
            return false;
        }
        return true;
    }

    private void goOn(Upstream upstream, String reason) {
        LOG.info("event=failed-over service={} request={} from={} reason={}", service, requestId, upstream, reason);
        forwarder.metrics().repeated(service, reason);
        if (hasOther()) {
            tryNext();
        } else {
            forwarder.after(jittered(PAUSE_MILLIS), this::tryNext);
        }
    }

    /** Its first try is being worked on somewhere: whoever is asked gives its answer once that has committed. */
    private void tryAgainOnSame() {
        tries--;
        tryNext();
    }

    private boolean hasOther() {
        return forwarder.upstreams().hasOther(service, tried);
    }

    /** From half as long to one and a half times, so that what failed together does not come back together. */
    private static long jittered(long millis) {
        return ThreadLocalRandom.current().nextLong(millis / 2, millis * 3 / 2);
    }

    private boolean timeIsLeft(long besidesMillis) {
        return deadline.left().compareTo(TOO_LITTLE.plusMillis(besidesMillis)) > 0;
    }

    private void giveUp(String detail) {
        outcome.tryFail(unavailable(detail).refusal());
    }

    private static Problem unavailable(String detail) {
        return Problem.of(ProblemCode.UNAVAILABLE, detail).with("retryAfter", 1);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
