package souk.orders.model;

import java.util.List;
import souk.orders.model.ProductsDatabase.Stock;

/** A small scope that is explored to its end: who asks for what, how much there is, what else may happen meanwhile. */
enum Scenario {
    /** One order from the request to its cancellation, with everything that can come late or twice. */
    ONE_ORDER(apples(2).pears(1).asks("k", Body.APPLE_AND_PEAR).cancelled()),
    /** Two pieces of one line leave one after the other. */
    SHIPPED_IN_PARTS(apples(3).asks("k", Body.TWO_APPLES).cancelled().shipped()),
    /** The money goes back before, between or after the pieces of one line have left. */
    REFUNDED_IN_PARTS(apples(3).asks("k", Body.TWO_APPLES).shipped().refunded()),
    /** The smallest pair, explored with and without reduction. */
    TWINS_OF_ONE_LINE(
            apples(1).asks("k", Body.ONE_APPLE).asks("k", Body.ONE_APPLE).inOneRound()),
    /** A client without a key, and another one after the same apple. */
    WITHOUT_KEY(apples(1)
            .pears(1)
            .asks("", Body.APPLE_AND_PEAR)
            .asks("", Body.ONE_APPLE)
            .cancelled()),
    /** The gateway or the client repeats while the first attempt is still under way. */
    TWINS(apples(1)
            .pears(1)
            .asks("k", Body.APPLE_AND_PEAR)
            .asks("k", Body.APPLE_AND_PEAR)
            .inOneRound()
            .cancelled()),
    /** Twins that reserve once more where they meet a tombstone. */
    TWINS_IN_TWO_ROUNDS(apples(1).pears(1).asks("k", Body.APPLE_AND_PEAR).asks("k", Body.APPLE_AND_PEAR)),
    /** There is enough for both twins, so that each may hold something of its own. */
    TWINS_IN_PLENTY(apples(2).pears(2).asks("k", Body.APPLE_AND_PEAR).asks("k", Body.APPLE_AND_PEAR)),
    /** Twins of which one may be refused, before goods arrive. */
    TWINS_AND_DELIVERY(apples(0)
            .pears(1)
            .asks("k", Body.APPLE_AND_PEAR)
            .asks("k", Body.APPLE_AND_PEAR)
            .delivered()),
    /** The same key with another body. */
    OTHER_BODY(apples(1)
            .pears(1)
            .asks("k", Body.APPLE_AND_PEAR)
            .asks("k", Body.ONE_PEAR)
            .cancelled()),
    /** Two customers with a line in common, and stock for one of them. */
    RIVALS(apples(1)
            .pears(2)
            .asks("k", Body.APPLE_AND_PEAR)
            .asks("m", Body.APPLE_AND_PEAR)
            .cancelled()),
    /** What is asked and committed at the same time shares a transaction. */
    BATCHES(apples(1)
            .pears(2)
            .asks("k", Body.APPLE_AND_PEAR)
            .asks("k", Body.APPLE_AND_PEAR)
            .batched()),
    /** Three attempts of one request, whose commits may share a transaction. */
    TRIPLETS(apples(1)
            .asks("k", Body.ONE_APPLE)
            .asks("k", Body.ONE_APPLE)
            .asks("k", Body.ONE_APPLE)
            .inOneRound()
            .batched()),
    /** Twins, and another body under their key that wants their apple. */
    TWINS_AND_OTHER_BODY(apples(1)
            .pears(1)
            .asks("k", Body.ONE_APPLE)
            .asks("k", Body.ONE_APPLE)
            .asks("k", Body.APPLE_AND_PEAR)
            .inOneRound()),
    /** Twins, and another customer after their apple. */
    TWINS_AND_RIVAL(apples(1)
            .asks("k", Body.ONE_APPLE)
            .asks("k", Body.ONE_APPLE)
            .asks("m", Body.ONE_APPLE)
            .inOneRound());

    private final Scope scope;

    Scenario(Scope scope) {
        this.scope = scope;
    }

    private static Scope apples(int onHand) {
        return new Scope(onHand);
    }

    List<Request> requests() {
        return scope.requests;
    }

    State start() {
        var stock = Table.<Product, Stock>empty()
                .with(Product.APPLE, new Stock(scope.apples, 0, scope.apples))
                .with(Product.PEAR, new Stock(scope.pears, 0, scope.pears));
        var attempts = Table.<Integer, Attempt>empty();
        for (int i = 0; i < scope.requests.size(); i++) {
            attempts = attempts.with(i + 1, Attempt.of(i + 1, scope.requests.get(i)));
        }
        return new State(
                new ProductsDatabase(stock, Table.empty(), Table.empty()),
                new OrdersDatabase(Table.empty(), Table.empty(), Table.empty()),
                attempts,
                Table.empty(),
                scope.deliveries);
    }

    /** Everyone who may step. */
    List<Role> roles(Protocol protocol) {
        return List.of(
                new AskingForStock(protocol),
                new ReservingStock(protocol, scope.batches),
                new KeepingRefusals(protocol),
                new PlacingOrders(protocol, scope.batches),
                new ReadingAgain(protocol, scope.rounds),
                new SettlingReservations(protocol),
                new SweepingHolds(protocol),
                new TellingFate(protocol),
                new RelayingOutbox(protocol),
                new Shopping(protocol, scope.cancels, scope.ships, scope.refunds));
    }
}
