package souk.shared.contract;

import java.time.Duration;
import souk.shared.bus.Operation;
import souk.shared.bus.Topic;

/** What the products service does for other services. */
public final class ProductOperations {

    /** What the commit of an order needs of the deadline after its stock is held. */
    private static final Duration COMMIT_OF_THE_ORDER = Duration.ofMillis(700);

    /**
     * Holds all lines or none, for ten seconds, after which the sweeper asks what became of the order. Refuses with
     * {@code unknown-product}, {@code mixed-currencies}, {@code price-changed}, {@code insufficient-stock} or
     * {@code idempotency-key-reused}. Repeating an order id returns the first answer. What the caller of the context may
     * not see is an unknown product.
     */
    public static final Operation<ReserveStock, StockReserved> RESERVE = Operation.of(
                    "products.stock.reserve.v1", ReserveStock.class, StockReserved.class)
            .withTries(Duration.ofMillis(500), 2)
            .lastTryLeaving(COMMIT_OF_THE_ORDER)
            .inBatches();

    /** Idempotent. */
    public static final Operation<ReleaseStock, StockReleased> RELEASE = Operation.of(
                    "products.stock.release.v1", ReleaseStock.class, StockReleased.class)
            .withTries(Duration.ofMillis(500), 1);

    /** Takes in what happened to orders; the answer means that it is committed. Idempotent by event id. */
    public static final Operation<EventBatch, EventsTaken> EVENTS = Operation.of(
                    "products.order-events.v1", EventBatch.class, EventsTaken.class)
            .withTries(Duration.ofMillis(1_500), 1);

    /** What the caller of the context may see of a product, and why. */
    public static final Operation<AskAccess, ProductAccess> ACCESS = Operation.of(
                    "products.access.v1", AskAccess.class, ProductAccess.class)
            .withTries(Duration.ofMillis(500), 2);

    /** For a comparison with the orders; reads only. */
    public static final Operation<AskReservations, ReservationsTold> RESERVATIONS = Operation.of(
                    "products.reservations.v1", AskReservations.class, ReservationsTold.class)
            .withTries(Duration.ofMillis(1_500), 2);

    /** Works it out in the background, once at a time for each instance. */
    public static final Operation<AskEquations, EquationsTold> EQUATIONS = Operation.of(
                    "products.equations.v1", AskEquations.class, EquationsTold.class)
            .withTries(Duration.ofMillis(1_000), 1);

    /** After each commit that changes what somebody can read of the catalogue. */
    public static final Topic<CatalogChanged> CHANGED = Topic.of("products.changed.v1", CatalogChanged.class);

    private ProductOperations() {}
}
