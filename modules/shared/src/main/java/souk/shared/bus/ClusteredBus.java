package souk.shared.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.cluster.Directory;
import souk.shared.cluster.Member;
import souk.shared.config.NodeConfig;
import souk.shared.json.WireJson;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;
import souk.shared.resilience.BreakerRule;
import souk.shared.resilience.Breakers;
import souk.shared.resilience.Ending;
import souk.shared.resilience.RetryBudget;
import souk.shared.resilience.SlowStart;
import souk.shared.security.CallerSeal;

/**
 * The bus of a cluster. Each instance serves an operation at {@code address@nodeId}, and the caller chooses among them:
 * with a shared address the event bus would send every other call to a frozen instance for as long as the cluster
 * believes it to be alive. A call that got no answer is tried again on another instance while there is time.
 */
final class ClusteredBus implements Bus {

    private static final Logger LOG = LogManager.getLogger(ClusteredBus.class);

    /** Before the only instance there is is asked once more. */
    private static final long LEAST_PAUSE_MILLIS = 25;

    private static final long MOST_PAUSE_MILLIS = 75;

    private final Vertx vertx;
    private final Directory directory;
    private final Wire wire;
    private final BusMetrics metrics;
    private final Choice choice;
    private final BatchedCalls batches;
    private final Serving serving;
    private final Announcing announcing;
    private final Gate gate = new Gate();
    private final RetryBudget budget = new RetryBudget(System::nanoTime);
    private final Breakers breakers;

    ClusteredBus(
            Vertx vertx, Directory directory, CallerSeal seal, MeterRegistry meters, NodeConfig.Resilience resilience) {
        this.vertx = vertx;
        this.directory = directory;
        this.wire = new Wire(seal);
        this.metrics = BusMetrics.in(meters);
        this.breakers = new Breakers(vertx, meters, BreakerRule.of(resilience), System::nanoTime);
        this.choice = new Choice(directory, System::nanoTime, SlowStart.of(resilience));
        this.batches = new BatchedCalls(vertx);
        this.serving = new Serving(vertx, wire, metrics);
        this.announcing = new Announcing(vertx, seal, metrics);
        refuseJavaObjects();
    }

    /** Bodies are JSON; a message that names a class to be deserialised is an attack. */
    private void refuseJavaObjects() {
        vertx.eventBus().serializableChecker(name -> false).clusterSerializableChecker(name -> false);
    }

    @Override
    public <Q, A> Future<A> call(Operation<Q, A> operation, Q request, CallContext context) {
        var address = operation.address();
        var begun = System.nanoTime();
        if (!gate.enter(address)) {
            return Future.failedFuture(Trouble.busy(address + ": too many calls in flight"));
        }
        budget.earn();
        var call = new Call<>(operation, WireJson.write(request), context);
        return breakers.of(address)
                .call(
                        () -> attempt(call, operation.tries()),
                        ended -> call.ending(),
                        () -> Trouble.because(address + ": nobody answered lately, so nobody is asked"))
                .onComplete(done -> {
                    gate.leave(address);
                    metrics.took("call", address, Outcome.of(done), System.nanoTime() - begun);
                });
    }

    private <Q, A> Future<A> attempt(Call<Q, A> call, int triesLeft) {
        var address = call.address();
        call.ended(Ending.UNDECIDED);
        if (call.context().deadline().passed()) {
            return Future.failedFuture(Trouble.because(address + ": no time left"));
        }
        var chosen = choice.pick(call.operation().service(), call.tried());
        if (chosen.isEmpty()) {
            return Future.failedFuture(Trouble.because(
                    address + ": no instance of " + call.operation().service()));
        }
        call.tried().add(chosen.get().nodeId());
        return ask(call, chosen.get(), triesLeft)
                .recover(failure -> triesLeft > 1 && mayRepeat(call, failure)
                        ? repeat(call, triesLeft - 1)
                        : Future.failedFuture(Outcome.promised(address, failure)));
    }

    /** The only one there is must not be pressed when it says that it is busy. */
    private boolean mayRepeat(Call<?, ?> call, Throwable failure) {
        if (failure instanceof Refusal || Outcome.isBusy(failure) && !hasOther(call)) {
            return false;
        }
        var paid = budget.spend();
        if (!paid) {
            metrics.repeatRefused(call.address());
        }
        return paid;
    }

    private boolean hasOther(Call<?, ?> call) {
        return choice.hasOther(call.operation().service(), call.tried());
    }

    private <Q, A> Future<A> repeat(Call<Q, A> call, int triesLeft) {
        if (hasOther(call)) {
            return attempt(call, triesLeft);
        }
        var pause = ThreadLocalRandom.current().nextLong(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
        return vertx.timer(pause, TimeUnit.MILLISECONDS).compose(paused -> attempt(call, triesLeft));
    }

    private <Q, A> Future<A> ask(Call<Q, A> call, Member member, int triesLeft) {
        var address = call.address();
        var patience = call.operation().patience(call.context().deadline().left(), triesLeft);
        var options = wire.request(address, call.context(), patience);
        var standing = choice.standing(member.nodeId());
        var hurried = patience.compareTo(call.operation().tryTimeout()) < 0;
        var to = address + '@' + member.nodeId();
        return standing.track(vertx, () -> send(to, call, options, hurried))
                .onComplete(reply -> {
                    if (reply.succeeded() || !Outcome.isMiss(reply.cause())) {
                        call.ended(Ending.ANSWERED);
                        standing.answered();
                    } else if (!hurried) {
                        call.ended(choice.isReady(member) ? Ending.TROUBLE : Ending.UNDECIDED);
                        missed(standing, member, reply.cause());
                    }
                })
                .map(reply -> Wire.read(reply, call.operation().answer()));
    }

    /** Who is in a hurry does not travel with others, whose patience would be longer. */
    private Future<Reply> send(String to, Call<?, ?> call, DeliveryOptions options, boolean hurried) {
        return call.operation().batched() && !hurried
                ? batches.request(to, call.body(), options)
                : vertx.eventBus().<Buffer>request(to, call.body(), options).map(Wire::reply);
    }

    private void missed(Standing standing, Member member, Throwable failure) {
        if (standing.missed()) {
            metrics.ejected(member.service());
            LOG.warn("event=ejected instance={} reason={}", member.instance(), failure.toString());
        }
    }

    @Override
    public <Q, A> Future<A> callAt(String nodeId, Operation<Q, A> operation, Q request, CallContext context) {
        return wire.callAt(vertx, nodeId, operation, request, context);
    }

    @Override
    public <Q, A> Future<Void> serve(Operation<Q, A> operation, OperationHandler<Q, A> handler) {
        return serving.serve(operation.address() + '@' + directory.ownNodeId(), operation, handler);
    }

    @Override
    public <T> void publish(Topic<T> topic, T news) {
        announcing.publish(topic, news);
    }

    @Override
    public <T> Future<Void> subscribe(Topic<T> topic, Consumer<T> listener) {
        return announcing.subscribe(topic, listener);
    }

    @Override
    public Breakers breakers() {
        return breakers;
    }

    @Override
    public Future<Void> unregister() {
        return Future.join(announcing.unregister(), serving.unregister()).mapEmpty();
    }
}
