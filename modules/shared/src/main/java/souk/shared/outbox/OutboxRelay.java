package souk.shared.outbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.problem.Refusal;
import souk.shared.sql.Database;

/**
 * Publishes the events of a service's outbox: at least once, those of one aggregate in order of their versions. Every
 * instance runs one; the leases let one at a time publish a shard, and a relay that was thought dead cannot mark
 * anything after another has taken over. {@link #wake} after a commit saves waiting for the next poll; it is a hint,
 * nothing depends on it.
 */
public final class OutboxRelay {

    /**
     * @param ttl of a lease; events of a relay that dies wait that long
     * @param poll between two looks at an outbox that was empty
     * @param pace between the beginnings of two looks that were asked for by {@link #wake}, so that events travel together
     * @param batch events sent together
     * @param backOff before the first repeat after trouble or a refusal; doubled each time, 5 s at most after trouble
     * @param attempts refusals of one event until it is a dead letter
     */
    public record Settings(Duration ttl, Duration poll, Duration pace, int batch, Duration backOff, int attempts) {

        public static final Settings STANDARD = new Settings(
                Duration.ofSeconds(3), Duration.ofMillis(200), Duration.ofMillis(25), 200, Duration.ofMillis(100), 8);
    }

    private static final Logger LOG = LogManager.getLogger(OutboxRelay.class);
    private static final long FROM_THE_BEGINNING_EVERY = Duration.ofMillis(500).toNanos();
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Context context;
    private final OutboxRepository outbox;
    private final LeaseRepository leases;
    private final EventSink sink;
    private final Settings settings;
    private final String owner;
    private LeaseRepository.Held held;
    private long renewal = -1;
    private long next = -1;
    private long mark;
    private long lookedFromTheBeginning = System.nanoTime() - FROM_THE_BEGINNING_EVERY;
    private int troubles;
    private boolean working;
    private boolean wokenMeanwhile;
    private boolean woken;
    private long began = System.nanoTime();
    private boolean closed;
    private Promise<Void> idle = Promise.promise();

    /** @param instance named in the leases, for people */
    public OutboxRelay(Vertx vertx, Database database, String instance, EventSink sink, Settings settings) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.outbox = new OutboxRepository(database);
        this.owner = instance + "/" + UUID.randomUUID();
        this.leases = new LeaseRepository(database, owner, settings.ttl());
        this.sink = sink;
        this.settings = settings;
        this.held = LeaseRepository.Held.nothing(owner);
    }

    /** Begins to compete for leases. */
    public void start() {
        context.runOnContext(begin -> {
            renewal = vertx.setPeriodic(0, settings.ttl().toMillis() / 3, id -> renew());
            schedule(settings.poll());
        });
    }

    /** Something was added to the outbox; may be called from anywhere, as often as one likes. */
    public void wake() {
        context.runOnContext(there -> {
            if (working) {
                wokenMeanwhile = true;
            } else if (troubles == 0 && held.isUsable() && !woken) {
                woken = true;
                schedule(untilTheNextLook());
            }
        });
    }

    /** Finishes what is under way and gives the leases back, so that another relay goes on at once. */
    public Future<Void> close() {
        var done = Promise.<Void>promise();
        context.runOnContext(end -> {
            closed = true;
            vertx.cancelTimer(renewal);
            vertx.cancelTimer(next);
            var quiet = working ? idle.future() : Future.<Void>succeededFuture();
            quiet.compose(still -> leases.release())
                    .onFailure(error -> LOG.warn("event=leases-not-released owner={}", owner))
                    .otherwiseEmpty()
                    .onComplete(done);
        });
        return done.future();
    }

    private void renew() {
        leases.claim().onSuccess(claimed -> {
            if (claimed.shards().length != held.shards().length) {
                LOG.info("event=outbox-shards owner={} shards={}", owner, claimed.shards().length);
            }
            held = claimed;
        });
    }

    private void work() {
        if (closed || working) {
            return;
        }
        if (!held.isUsable()) {
            schedule(settings.poll());
            return;
        }
        working = true;
        woken = false;
        wokenMeanwhile = false;
        began = System.nanoTime();
        idle = Promise.promise();
        var lease = held;
        pending(lease)
                .compose(events -> publish(lease, events).map(done -> events.size() == settings.batch()))
                .onComplete(result -> context.runOnContext(after -> {
                    working = false;
                    idle.tryComplete();
                    if (result.succeeded()) {
                        troubles = 0;
                        schedule(
                                result.result()
                                        ? Duration.ZERO
                                        : wokenMeanwhile ? untilTheNextLook() : settings.poll());
                    } else {
                        troubles++;
                        LOG.warn("event=outbox-trouble tries={} reason=\"{}\"", troubles, reason(result.cause()));
                        schedule(backOff());
                    }
                }));
    }

    private Future<List<OutboxRepository.Pending>> pending(LeaseRepository.Held lease) {
        var now = System.nanoTime();
        if (now - lookedFromTheBeginning >= FROM_THE_BEGINNING_EVERY) {
            lookedFromTheBeginning = now;
            mark = 0;
        }
        return outbox.pending(lease.shards(), mark, settings.batch())
                .onSuccess(
                        events -> mark = events.isEmpty() ? mark : events.get(0).position());
    }

    private void schedule(Duration pause) {
        vertx.cancelTimer(next);
        if (!closed) {
            next = vertx.setTimer(Math.max(1, pause.toMillis()), id -> work());
        }
    }

    private Duration untilTheNextLook() {
        var rest = settings.pace().minusNanos(System.nanoTime() - began);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private Duration backOff() {
        var longer = settings.backOff().multipliedBy(1L << Math.min(troubles - 1, 10));
        return longer.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : longer;
    }

    private Future<Void> publish(LeaseRepository.Held lease, List<OutboxRepository.Pending> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        return deliver(lease, events)
                .compose(
                        delivered -> mark(lease, events),
                        error -> error instanceof Refusal refusal
                                ? singly(lease, events, refusal)
                                : Future.failedFuture(error));
    }

    /** Not after the lease has run out, and not for longer than it lasts. */
    private Future<Void> deliver(LeaseRepository.Held lease, List<OutboxRepository.Pending> events) {
        if (closed || !lease.isUsable()) {
            return Future.failedFuture(new IllegalStateException("the lease has run out"));
        }
        return Future.succeededFuture(
                        events.stream().map(OutboxRepository.Pending::event).toList())
                .compose(sink::deliver)
                .timeout(settings.ttl().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> mark(LeaseRepository.Held lease, List<OutboxRepository.Pending> events) {
        return outbox.published(lease, events).map(marked -> {
            if (marked < events.size()) {
                LOG.info("event=outbox-fenced owner={} sent={} marked={}", owner, events.size(), marked);
                held = LeaseRepository.Held.nothing(owner);
            }
            return null;
        });
    }

    /** Finds those that are refused; what follows one in its aggregate waits for it. */
    private Future<Void> singly(LeaseRepository.Held lease, List<OutboxRepository.Pending> events, Refusal refusal) {
        if (events.size() == 1) {
            return refuse(lease, events.get(0), refusal);
        }
        var stopped = new HashSet<UUID>();
        var all = Future.<Void>succeededFuture();
        for (var event : events) {
            all = all.compose(before -> stopped.contains(event.event().aggregateId())
                    ? Future.succeededFuture()
                    : deliver(lease, List.of(event)).compose(delivered -> mark(lease, List.of(event)), error -> {
                        stopped.add(event.event().aggregateId());
                        return error instanceof Refusal one ? refuse(lease, event, one) : Future.failedFuture(error);
                    }));
        }
        return all;
    }

    private Future<Void> refuse(LeaseRepository.Held lease, OutboxRepository.Pending event, Refusal refusal) {
        LOG.warn(
                "event=event-refused id={} type={} reason={}",
                event.event().id(),
                event.event().type(),
                refusal.problem().code().code());
        return outbox.refused(lease, event, refusal.getMessage(), settings);
    }

    private static String reason(Throwable error) {
        return error.getClass().getSimpleName() + ": " + error.getMessage();
    }
}
