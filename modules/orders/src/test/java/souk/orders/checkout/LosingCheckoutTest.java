package souk.orders.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.checkout.CheckoutDesk.LAMP;
import static souk.orders.checkout.CheckoutDesk.attempt;
import static souk.orders.checkout.CheckoutDesk.await;
import static souk.orders.checkout.CheckoutDesk.newKey;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.orders.order.Order;
import souk.orders.order.OrderState;
import souk.shared.contract.OrderFates.Fate;
import souk.shared.contract.StockReserved;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.security.Caller;

/** Attempts that another one, or a tombstone, was faster than. */
class LosingCheckoutTest {

    private static CheckoutDesk desk;

    private final Caller ann = CheckoutDesk.customer("ann");
    private final FakeProducts products = new FakeProducts(10);
    private final Checkout here = desk.checkout(products);

    @BeforeAll
    static void open() {
        desk = new CheckoutDesk();
    }

    @AfterAll
    static void close() {
        desk.close();
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
        assertThat(desk.placed(ann)).isZero();
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
            return desk.orders.fates(List.of(reserved.orderId())).map(fates -> {
                assertThat(fates.get(0).fate()).isEqualTo(Fate.NEVER);
                return reserved;
            });
        });
        var answer = await(here.place(attempt(ann, key, 3)));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.orderId()).isNotEqualTo(buried.get(0));
        assertThat(products.released).containsExactly(buried.get(0));
        assertThat(await(here.place(attempt(ann, key, 3))).orderId()).isEqualTo(answer.orderId());
        assertThat(desk.placed(ann)).isEqualTo(1);
    }

    @Test
    void anUnkeyedOrderThatWasDeclaredDeadIsPlacedUnderAnotherIdToo() {
        var first = new ArrayList<UUID>();
        products.onItsWay(reserved -> {
            var isFirst = first.isEmpty();
            first.add(reserved.orderId());
            return isFirst
                    ? desk.orders.fates(List.of(reserved.orderId())).map(reserved)
                    : Future.succeededFuture(reserved);
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
        await(desk.orders.fates(List.of(dead)));
        var alive = UuidV7.next();
        var placed = await(desk.placements.commit(List.of(placement(key, dead), placement(key, alive))));
        assertThat(placed).isEmpty();
        assertThat(await(desk.placements.standing(alive))).isEqualTo(PlacementRepository.Standing.UNDECIDED);
        assertThat(await(desk.known().to(attempt(ann, key, 3)))).isEmpty();
        assertThat(await(desk.placements.commit(List.of(placement(key, alive)))))
                .containsExactly(alive);
    }

    @Test
    void anAttemptWhoseReservationIsStillGoodDoesNotGiveItUp() {
        var key = newKey();
        var losing = new Placing(desk.vertx, desk.placements, () -> {}) {
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
        var answer = await(desk.checkout(products, losing).place(attempt(ann, key, 3)));
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
}
