package souk.products.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.products.stock.StockFixture.await;
import static souk.products.stock.StockFixture.of;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.bus.Deadline;
import souk.shared.bus.Operation;
import souk.shared.contract.ProductOperations;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved;
import souk.shared.id.UuidV7;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.security.Caller;
import souk.shared.security.Role;

/** Over the bus, as orders ask: the rights are those of the sealed caller. */
class OrderingPrivateProductsTest {

    /** These tests are about what is right, on however busy a machine; a repeat gets the first answer. */
    private static final Operation<ReserveStock, StockReserved> RESERVE =
            ProductOperations.RESERVE.withTries(Operation.LONGEST_TRY, 6);

    private static StockFixture shop;
    private static Bus bus;

    private final UUID seller = UuidV7.next();
    private final Caller friend = Caller.of(UuidV7.next(), "friend", Role.CUSTOMER);
    private final Caller stranger = Caller.of(UuidV7.next(), "stranger", Role.CUSTOMER);

    @BeforeAll
    static void open() {
        shop = new StockFixture();
        bus = Bus.local(shop.vertx);
        await(StockOperations.over(shop.vertx, shop.pool(), bus).serve());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void whatIsReservedIsWhatReservationsHold() {
        assertThat(shop.productsThatDoNotAddUp()).isZero();
    }

    @Test
    void refusesAStrangerAsIfThereWereNoSuchProduct() {
        var hidden = privateProduct();
        var nowhere = UuidV7.next();

        var refused = refusal(order(stranger, hidden));
        var unknown = refusal(order(stranger, nowhere));

        assertThat(refused.code()).isEqualTo(ProblemCode.UNKNOWN_PRODUCT);
        assertThat(refused.toJson(null, null).toString().replace(hidden.toString(), "it"))
                .isEqualTo(unknown.toJson(null, null).toString().replace(nowhere.toString(), "it"));
        assertThat(shop.reserved(hidden)).isZero();
    }

    @Test
    void sellsToItsOwnerToAGranteeAndToThoseWhoReadAllProducts() {
        var hidden = privateProduct();
        grant(hidden, friend, "view");

        for (var caller : List.of(
                Caller.of(seller, "seller", Role.SELLER),
                friend,
                Caller.of(UuidV7.next(), "auditor", Role.AUDITOR),
                Caller.of(UuidV7.next(), "manager", Role.CATALOG_MANAGER))) {
            assertThat(await(order(caller, hidden)).lines()).hasSize(1);
        }
        assertThat(shop.reserved(hidden)).isEqualTo(4);
        assertThat(refusal(order(stranger, hidden)).code()).isEqualTo(ProblemCode.UNKNOWN_PRODUCT);
    }

    @Test
    void sellsNoDraftWhateverWasGranted() {
        var draft = privateProduct();
        shop.database.execute("UPDATE products SET status = 'draft' WHERE id = '" + draft + "'");
        grant(draft, friend, "manage");

        assertThat(refusal(order(friend, draft)).code()).isEqualTo(ProblemCode.UNKNOWN_PRODUCT);
    }

    @Test
    void judgesEachOfABatchByTheRightsOfItsOwnCaller() {
        var hidden = privateProduct();
        var open = shop.product("1.00", 1_000);
        grant(hidden, friend, "view");
        var orders = new ArrayList<Future<StockReserved>>();
        for (var i = 0; i < 60; i++) {
            orders.add(order(i % 2 == 0 ? friend : stranger, hidden));
            orders.add(order(i % 2 == 0 ? stranger : friend, open));
        }
        await(Future.join(orders).otherwiseEmpty());

        for (var i = 0; i < orders.size(); i++) {
            assertThat(orders.get(i).succeeded()).as("order %d", i).isEqualTo(i % 2 == 1 || i % 4 == 0);
        }
        assertThat(shop.reserved(hidden)).isEqualTo(30);
        assertThat(shop.reserved(open)).isEqualTo(60);
    }

    @Test
    void tellsTwoTokensOfOneAccountApart() {
        var hidden = privateProduct();
        var id = UuidV7.next();
        var orders = new ArrayList<Future<StockReserved>>();
        for (var i = 0; i < 20; i++) {
            orders.add(order(Caller.of(id, "all", Role.AUDITOR), hidden));
            orders.add(order(Caller.of(id, "key", Role.CUSTOMER), hidden));
        }
        await(Future.join(orders).otherwiseEmpty());

        assertThat(shop.reserved(hidden)).isEqualTo(20);
        assertThat(orders.get(1).failed()).isTrue();
    }

    @Test
    void believesTheSealedCallerAndNotTheBody() {
        var hidden = privateProduct();
        var request = new ReserveStock(UuidV7.next(), seller, null, null, List.of(of(hidden, 1)), null);

        assertThat(refusal(bus.call(RESERVE, request, as(stranger))).code()).isEqualTo(ProblemCode.UNKNOWN_PRODUCT);
    }

    @Test
    void endsTheRightToOrderWithTheGrantAndKeepsWhatWasOrdered() {
        var hidden = privateProduct();
        grant(hidden, friend, "view");
        await(order(friend, hidden));
        shop.database.execute("DELETE FROM product_grants WHERE product_id = '" + hidden + "'");

        assertThat(refusal(order(friend, hidden)).code()).isEqualTo(ProblemCode.UNKNOWN_PRODUCT);
        assertThat(shop.reserved(hidden)).isEqualTo(1);
    }

    private UUID privateProduct() {
        var id = shop.product("10.00", 100);
        shop.database.execute(
                "UPDATE products SET visibility = 'private', owner_id = '" + seller + "' WHERE id = '" + id + "'");
        return id;
    }

    private void grant(UUID product, Caller to, String level) {
        shop.database.execute("INSERT INTO product_grants (product_id, principal, level, granted_by) VALUES ('"
                + product + "', '" + to.id() + "', '" + level + "', '" + seller + "')");
    }

    private static Future<StockReserved> order(Caller caller, UUID product) {
        var request = new ReserveStock(UuidV7.next(), caller.id(), null, null, List.of(of(product, 1)), null);
        return bus.call(RESERVE, request, as(caller));
    }

    private static CallContext as(Caller caller) {
        var own = CallContext.onOwnBehalf(Duration.ofSeconds(10));
        return new CallContext(own.requestId(), own.traceparent(), caller, Deadline.in(Duration.ofSeconds(10)));
    }

    private static Problem refusal(Future<?> future) {
        await(future.otherwiseEmpty());
        assertThat(future.cause()).isInstanceOf(Refusal.class);
        return ((Refusal) future.cause()).problem();
    }
}
