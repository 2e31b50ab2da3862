package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.shared.cluster.TestCluster.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.json.WireJson;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;
import souk.shared.security.Caller;
import souk.shared.security.CallerSeal;
import souk.shared.security.Role;

class BatchedCallsTest {

    private static final String ADDRESS = "products.tell.v1";
    private static final Operation<Ask, Told> OPERATION = Operation.of(ADDRESS, Ask.class, Told.class);
    private static final Wire WIRE = new Wire(new CallerSeal("a key".getBytes(StandardCharsets.UTF_8)));
    private static final Wire FORGER = new Wire(new CallerSeal("another".getBytes(StandardCharsets.UTF_8)));

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final BatchedCalls batches = new BatchedCalls(vertx);
    private final Serving serving = new Serving(vertx, WIRE, BusMetrics.none());
    private final AtomicInteger messages = new AtomicInteger();
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final Promise<Told> late = Promise.promise();

    record Ask(int number) {}

    record Told(int number, String caller) {}

    @BeforeEach
    void serve() {
        vertx.eventBus().addOutboundInterceptor(delivery -> {
            if (delivery.message().address().equals(ADDRESS)) {
                messages.incrementAndGet();
            }
            delivery.next();
        });
        await(serving.serve(ADDRESS, OPERATION, (ask, call) -> {
            asked.add(ask.number());
            return switch (ask.number()) {
                case 3 ->
                    Future.failedFuture(
                            Problem.of(ProblemCode.CONFLICT, "Not three.").refusal());
                case 5 -> Future.failedFuture(Trouble.busy("five"));
                case 7 -> late.future();
                default ->
                    Future.succeededFuture(new Told(ask.number(), call.caller().username()));
            };
        }));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void callsOfOneTurnTravelTogetherAndEachGetsItsOwnAnswer() {
        var answers = callTogether(0, 1, 2, 4);

        assertThat(answers.stream().map(answer -> await(answer)))
                .containsExactly(
                        new Told(0, "user-0"), new Told(1, "user-1"), new Told(2, "user-2"), new Told(4, "user-4"));
        assertThat(messages).hasValue(1);
    }

    @Test
    void whatIsRefusedOrFailsDoesSoAlone() {
        var answers = callTogether(2, 3, 5, 6);

        assertThat(await(answers.get(0)).number()).isEqualTo(2);
        assertThatThrownBy(() -> await(answers.get(1)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().detail()).isEqualTo("Not three."));
        assertThatThrownBy(() -> await(answers.get(2)))
                .satisfies(busy -> assertThat(Outcome.isBusy(busy)).isTrue());
        assertThat(await(answers.get(3)).number()).isEqualTo(6);
        assertThat(messages).hasValue(1);
    }

    @Test
    void aForgedCallerAmongThemIsRefusedAndNobodyElse() {
        var answers = inOneTurn(() -> List.of(call(0, WIRE), call(1, FORGER), call(2, WIRE)));

        assertThat(await(answers.get(0)).number()).isZero();
        assertThatThrownBy(() -> await(answers.get(1)))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        refused -> assertThat(refused.failureCode()).isEqualTo(Wire.UNAUTHENTICATED));
        assertThat(await(answers.get(2)).number()).isEqualTo(2);
        assertThat(asked).containsExactly(0, 2);
    }

    @Test
    void aCallOfALaterTurnWaitsForNobody() {
        var first = callTogether(6, 7);
        var second = callTogether(8);

        assertThat(await(second.get(0)).number()).isEqualTo(8);
        assertThat(first).noneMatch(Future::isComplete);
        late.complete(new Told(7, ""));
        assertThat(await(first.get(0)).number()).isEqualTo(6);
        assertThat(messages).hasValue(2);
    }

    @Test
    void whoSoonAsksElsewhereDoesNotTravelWithTheMorePatient() {
        var answers = inOneTurn(() -> List.of(
                call(7, WIRE, Duration.ofSeconds(10)),
                call(7, WIRE, Duration.ofMillis(50)),
                call(8, WIRE, Duration.ofMillis(50))));

        assertThatThrownBy(() -> await(answers.get(1)))
                .satisfies(missed -> assertThat(Outcome.isMiss(missed)).isTrue());
        assertThat(answers.get(0).isComplete()).isFalse();
        assertThat(messages).hasValue(2);
        late.complete(new Told(7, ""));
        assertThat(await(answers.get(0)).number()).isEqualTo(7);
    }

    @Test
    void moreThanAMessageHoldsGoInSeveral() {
        var numbers = IntStream.range(10, 10 + 2 * Frame.MOST + 1).toArray();
        var answers = callTogether(numbers);

        assertThat(answers.stream().map(answer -> await(answer).number()))
                .containsExactlyElementsOf(IntStream.of(numbers).boxed().toList());
        assertThat(messages).hasValue(3);
    }

    @Test
    void allFailWhenNobodyIsThere() {
        await(serving.unregister());
        var answers = callTogether(0, 1);

        answers.forEach(answer -> assertThatThrownBy(() -> await(answer))
                .satisfies(missed -> assertThat(Outcome.isMiss(missed)).isTrue()));
    }

    @Test
    void aMessageThatIsNotWhatItSaysIsRefusedWhole() {
        var lying = new DeliveryOptions().addHeader(Wire.CALLS, "2");

        assertThatThrownBy(() -> await(vertx.eventBus().request(ADDRESS, Buffer.buffer("{}"), lying)))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        refused -> assertThat(refused.failureCode()).isEqualTo(Wire.DEFECT));
        assertThat(asked).isEmpty();
    }

    @Test
    void theAnswerComesBackOnTheContextOfTheCaller() {
        var others = vertx.getOrCreateContext();
        var heard = Promise.<Context>promise();
        others.runOnContext(turn -> call(0, WIRE).onComplete(answered -> heard.complete(Vertx.currentContext())));
        callTogether(1, 2).forEach(answer -> await(answer));

        assertThat(await(heard.future())).isSameAs(others);
    }

    private List<Future<Told>> callTogether(int... numbers) {
        return inOneTurn(() ->
                IntStream.of(numbers).mapToObj(number -> call(number, WIRE)).toList());
    }

    private interface Calls {
        List<Future<Told>> make();
    }

    private List<Future<Told>> inOneTurn(Calls calls) {
        var made = Promise.<List<Future<Told>>>promise();
        context.runOnContext(turn -> made.complete(new ArrayList<>(calls.make())));
        return await(made.future());
    }

    private Future<Told> call(int number, Wire wire) {
        return call(number, wire, Duration.ofSeconds(10));
    }

    private Future<Told> call(int number, Wire wire, Duration patience) {
        var caller = Caller.of(new UUID(0, number), "user-" + number, Role.CUSTOMER);
        var call = new CallContext("request-" + number, null, caller, Deadline.in(Duration.ofSeconds(10)));
        return batches.request(ADDRESS, WireJson.write(new Ask(number)), wire.request(ADDRESS, call, patience))
                .map(reply -> Wire.read(reply, Told.class));
    }
}
