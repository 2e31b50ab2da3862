package souk.orders.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.orders.order.Order;
import souk.orders.order.OrderRepository;
import souk.orders.order.OrderState;
import souk.shared.bus.CallContext;
import souk.shared.bus.Deadline;
import souk.shared.config.Settings;
import souk.shared.contract.OrderFates.Fate;
import souk.shared.contract.ReserveStock.OrderLine;
import souk.shared.contract.StockReserved;
import souk.shared.http.RequestHash;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;
import souk.shared.security.Caller;
import souk.shared.security.Role;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

class CheckoutTest {

    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final UUID LAMP = UuidV7.next();

    private static Vertx vertx;
    private static TestDatabase postgres;
    private static Database database;
    private static OrderRepository orders;

    private final Caller ann = Caller.of(UuidV7.next(), "ann", Role.CUSTOMER);
    private final FakeProducts products = new FakeProducts(10);
    private final Checkout here = checkout(database);

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        postgres = TestDatabase.create();
        var settings = Settings.of(postgres::setting);
        var config = DatabaseConfig.from(settings, "orders");
        settings.verify();
        await(Migrations.run(vertx, config));
        database = Database.open(vertx, config);
        orders = new OrderRepository(database);
    }

    @AfterAll
    static void close() {
        await(vertx.close());
        postgres.close();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private Checkout checkout(Database pool) {
        var placements = new PlacementRepository(pool);
        return new Checkout(
                placements, new KnownAnswers(vertx, placements), products, new Placing(vertx, placements, () -> {}));
    }

    private static String newKey() {
        return "key-" + KEYS.incrementAndGet();
    }

    private static Attempt attempt(Caller caller, String key, int quantity) {
        var order = new PlaceOrder(List.of(new OrderLine(LAMP, quantity)), null);
        var context = new CallContext(
                "request-1",
                "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01",
                caller,
                Deadline.in(Duration.ofSeconds(9)));
        var body = new OrderBody(order, new ProductPlaces(List.of()));
        return new Attempt(body, key, key == null ? null : RequestHash.of(order), "/api/v1/orders", context);
    }

    private long placed() {
        return postgres.number(
                "SELECT count(*) FROM orders WHERE status <> 'never' AND customer_id = '" + ann.id() + "'");
    }

    private static void assertRefused(Future<?> future, ProblemCode code) {
        assertThatThrownBy(() -> await(future))
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    @Test
    void commitsOrderLinesHistoryAndEventTogether() {
        var answer = await(here.place(attempt(ann, newKey(), 3)));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).contains("\"status\":\"confirmed\"", "\"amount\":\"30.00\"");
        var id = answer.orderId();
        assertThat(postgres.number("SELECT count(*) FROM order_lines WHERE order_id = '" + id + "'"))
                .isEqualTo(1);
        assertThat(postgres.number("SELECT count(*) FROM order_history WHERE order_id = '" + id + "'"))
                .isEqualTo(1);
        assertThat(postgres.value("SELECT type FROM outbox WHERE aggregate_id = '" + id + "'"))
                .isEqualTo("order.placed");
    }

    @Test
    void givesARepeatTheFirstAnswerByteForByteAndOrdersOnce() {
        var key = newKey();
        var first = await(here.place(attempt(ann, key, 3)));
        var second = await(checkout(database).place(attempt(ann, key, 3)));
        assertThat(second).isEqualTo(new KeptAnswer(201, first.body(), first.orderId(), true));
        assertThat(products.stock()).isEqualTo(7);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        var key = newKey();
        await(here.place(attempt(ann, key, 3)));
        assertRefused(here.place(attempt(ann, key, 2)), ProblemCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void theKeyOfOneCustomerMeansNothingForAnother() {
        var key = newKey();
        var first = await(here.place(attempt(ann, key, 3)));
        var bob = Caller.of(UuidV7.next(), "bob", Role.CUSTOMER);
        var second = await(here.place(attempt(bob, key, 2)));
        assertThat(second.orderId()).isNotEqualTo(first.orderId());
        assertThat(second.replayed()).isFalse();
    }

    @Test
    void fiftyRepeatsAtOnceOnTwoInstancesAreOneOrder() {
        var key = newKey();
        var there = checkout(database);
        var answers = new ArrayList<Future<KeptAnswer>>();
        for (var i = 0; i < 50; i++) {
            answers.add((i % 2 == 0 ? here : there).place(attempt(ann, key, 3)));
        }
        await(Future.join(answers));
        assertThat(answers.stream().map(answer -> answer.result().body()).distinct())
                .hasSize(1);
        assertThat(placed()).isEqualTo(1);
        assertThat(products.stock()).isEqualTo(7);
    }

    @Test
    void aRefusalIsKeptSoThatTheSameKeyCannotSellLater() {
        var key = newKey();
        var refused = await(here.place(attempt(ann, key, 11)));
        assertThat(refused.status()).isEqualTo(409);
        products.restock(100);
        assertThat(await(here.place(attempt(ann, key, 11)))).isEqualTo(new KeptAnswer(409, refused.body(), null, true));
        assertThat(placed()).isZero();
    }

    @Test
    void anAttemptThatWasOvertakenByTheRefusalOfItsRepeatGivesItsStockBack() {
        var key = newKey();
        var late = Promise.<StockReserved>promise();
        var holding = Promise.<Void>promise();
        products.onItsWay(reserved -> {
            holding.complete();
            return late.future().map(reserved);
        });
        var first = here.place(attempt(ann, key, 3));
        await(holding.future());
        products.onItsWay(reserved -> Future.failedFuture(
                new Refusal(souk.shared.problem.Problem.of(ProblemCode.INSUFFICIENT_STOCK, "too few"))));
        var second = await(here.place(attempt(ann, key, 3)));
        late.complete();
        assertThat(await(first)).isEqualTo(new KeptAnswer(409, second.body(), null, true));
        assertThat(products.stock()).isEqualTo(10);
        assertThat(placed()).isZero();
    }

    @Test
    void anOrderThatWasDeclaredDeadIsPlacedUnderAnotherId() {
        var key = newKey();
        var buried = new ArrayList<UUID>();
        products.onItsWay(reserved -> {
            if (!buried.isEmpty()) {
                return Future.succeededFuture(reserved);
            }
            buried.add(reserved.orderId());
            return orders.fates(List.of(reserved.orderId())).map(fates -> {
                assertThat(fates.get(0).fate()).isEqualTo(Fate.NEVER);
                return reserved;
            });
        });
        var answer = await(here.place(attempt(ann, key, 3)));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.orderId()).isNotEqualTo(buried.get(0));
        assertThat(products.released).containsExactly(buried.get(0));
        assertThat(await(here.place(attempt(ann, key, 3))).orderId()).isEqualTo(answer.orderId());
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void anUnkeyedOrderThatWasDeclaredDeadIsPlacedUnderAnotherIdToo() {
        var first = new ArrayList<UUID>();
        products.onItsWay(reserved -> {
            var isFirst = first.isEmpty();
            first.add(reserved.orderId());
            return isFirst ? orders.fates(List.of(reserved.orderId())).map(reserved) : Future.succeededFuture(reserved);
        });
        var answer = await(here.place(attempt(ann, null, 3)));
        assertThat(answer.orderId()).isEqualTo(first.get(1));
        assertThat(products.stock()).isEqualTo(7);
    }

    /** A neighbour in the batch takes the key and loses it again, because its own order was declared dead. */
    @Test
    void anAttemptThatLostToANeighbourWhichCameToNothingCommitsAgainAndReleasesNothing() {
        var key = newKey();
        var dead = UuidV7.next();
        await(orders.fates(List.of(dead)));
        var placements = new PlacementRepository(database);
        var alive = UuidV7.next();
        var placed = await(placements.commit(List.of(placement(key, dead), placement(key, alive))));
        assertThat(placed).isEmpty();
        assertThat(await(placements.standing(alive))).isEqualTo(PlacementRepository.Standing.UNDECIDED);
        assertThat(await(new KnownAnswers(vertx, placements).to(attempt(ann, key, 3))))
                .isEmpty();
        assertThat(await(placements.commit(List.of(placement(key, alive))))).containsExactly(alive);
    }

    @Test
    void anAttemptWhoseReservationIsStillGoodDoesNotGiveItUp() {
        var key = newKey();
        var placements = new PlacementRepository(database);
        var losing = new Placing(vertx, placements, () -> {}) {
            private boolean lost;

            @Override
            Future<Boolean> place(Placement placement) {
                if (lost) {
                    return super.place(placement);
                }
                lost = true;
                return Future.succeededFuture(false);
            }
        };
        var answer = await(new Checkout(placements, new KnownAnswers(vertx, placements), products, losing)
                .place(attempt(ann, key, 3)));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(products.released).isEmpty();
        assertThat(products.held).containsOnlyKeys(answer.orderId());
    }

    private Placement placement(String key, UUID id) {
        var line = new Order.Line(LAMP, UuidV7.next(), "Lamp", Money.parse("10.00", "EUR"), 3, 1);
        var total = Money.parse("30.00", "EUR");
        var order =
                new Order(id, ann.id(), OrderState.CONFIRMED, total, List.of(line), 1, Instant.EPOCH, Instant.EPOCH);
        return new Placement(attempt(ann, key, 3), order, "{}");
    }

    @Test
    void fateSaysThatAPlacedOrderStandsAndLeavesItAlone() {
        var id = await(here.place(attempt(ann, null, 1))).orderId();
        assertThat(await(orders.fates(List.of(id))).get(0).fate()).isEqualTo(Fate.PLACED);
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void troubleDecidesNothing() {
        var key = newKey();
        products.onItsWay(reserved -> Future.failedFuture(Trouble.because("no answer")));
        assertThatThrownBy(() -> await(here.place(attempt(ann, key, 3)))).hasCauseInstanceOf(Trouble.class);
        products.onItsWay(Future::succeededFuture);
        assertThat(await(here.place(attempt(ann, key, 3))).status()).isEqualTo(201);
        assertThat(products.stock()).isEqualTo(7);
    }

    @Test
    void manyOrdersAtOnceShareTransactionsAndEachGetsItsOwnAnswer() {
        products.restock(1_000);
        var answers = new ArrayList<Future<KeptAnswer>>();
        for (var i = 0; i < 200; i++) {
            answers.add(here.place(attempt(ann, i % 3 == 0 ? null : newKey(), 1)));
        }
        await(Future.join(answers));
        assertThat(answers.stream().map(answer -> answer.result().orderId()).distinct())
                .hasSize(200);
        assertThat(placed()).isEqualTo(200);
    }
}
