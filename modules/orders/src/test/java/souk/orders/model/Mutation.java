package souk.orders.model;

import static souk.orders.model.AlwaysTrue.CREATED_IS_THE_ORDER_ASKED_FOR;
import static souk.orders.model.AlwaysTrue.KEYS_NAME_THEIR_ORDERS;
import static souk.orders.model.AlwaysTrue.NO_SALE_BESIDE_A_REFUSAL;
import static souk.orders.model.AlwaysTrue.RESERVED_IS_ON_HAND;
import static souk.orders.model.AlwaysTrue.RESERVED_IS_THE_SUM_OF_OPEN_LINES;
import static souk.orders.model.AlwaysTrue.STANDING_ORDERS_HAVE_THEIR_STOCK;
import static souk.orders.model.TrueAtRest.EVERY_FIRM_RESERVATION_HAS_ITS_ORDER;
import static souk.orders.model.TrueAtRest.WHAT_WAS_SHIPPED_HAS_LEFT_THE_SHELF;
import static souk.orders.model.TrueOfARepeat.A_REPEAT_IS_DECIDED;

/**
 * A rule of the protocol that is left out on purpose, with what goes wrong then. Each must turn the model red:
 * otherwise the rule is idle or the model blind.
 */
enum Mutation {
    /** Fate answers "never" and writes nothing. */
    TOMBSTONE_LEFT_OUT(Scenario.ONE_ORDER, STANDING_ORDERS_HAVE_THEIR_STOCK),
    /** The key is unique among all reservations, and a repeat adopts whatever it finds there. */
    NON_HELD_ADOPTED(Scenario.ONE_ORDER, A_REPEAT_IS_DECIDED),
    /** A refusal looks whether its key is taken, but leaves no row under it. */
    REFUSAL_ROW_LEFT_OUT(Scenario.TWINS_AND_DELIVERY, NO_SALE_BESIDE_A_REFUSAL),
    /** Fate answers "known" for every row under the id, which the sweeper takes for an order. */
    FATE_WITHOUT_STATE(Scenario.ONE_ORDER, EVERY_FIRM_RESERVATION_HAS_ITS_ORDER),
    /** A request whose header was there already moves the stock again. */
    STOCK_MOVES_WITHOUT_HEADER(Scenario.ONE_ORDER, RESERVED_IS_THE_SUM_OF_OPEN_LINES),
    /** The same key means the same request, whatever the body. */
    HASH_NOT_COMPARED(Scenario.OTHER_BODY, CREATED_IS_THE_ORDER_ASKED_FOR),
    /** An expired hold is released without asking orders. */
    SWEEPER_DOES_NOT_ASK(Scenario.ONE_ORDER, STANDING_ORDERS_HAVE_THEIR_STOCK),
    /** A loser releases its reservation although the winner's order owns it. */
    LOSER_RELEASES_THE_WINNERS(Scenario.ONE_ORDER, STANDING_ORDERS_HAVE_THEIR_STOCK),
    /** No answer in time is taken for a no: the reservation is released, which a twin may have adopted. */
    TROUBLE_RELEASES(Scenario.TWINS, STANDING_ORDERS_HAVE_THEIR_STOCK),
    /** A refused attempt that finds its key decided otherwise still says no. */
    REFUSED_DOES_NOT_LOOK(Scenario.TWINS, NO_SALE_BESIDE_A_REFUSAL),
    /** The key row of an order that met its tombstone is committed all the same. */
    KEY_KEPT_WITHOUT_ORDER(Scenario.ONE_ORDER, KEYS_NAME_THEIR_ORDERS),
    /** A loser that finds no row under its key takes its order for dead, which a twin may be about to place. */
    NO_ROW_TAKEN_FOR_TOMBSTONE(Scenario.BATCHES, STANDING_ORDERS_HAVE_THEIR_STOCK),
    /** The consumer has no inbox, and a shipment is booked twice. */
    INBOX_LEFT_OUT(Scenario.SHIPPED_IN_PARTS, RESERVED_IS_ON_HAND),
    /** A release does not ask for the state that it leaves. */
    RELEASED_TWICE(Scenario.ONE_ORDER, RESERVED_IS_THE_SUM_OF_OPEN_LINES),
    /** Confirming does not ask for the state that it leaves. */
    FIRM_WITHOUT_COMPARING(Scenario.ONE_ORDER, RESERVED_IS_THE_SUM_OF_OPEN_LINES),
    /** The relay marks an event when it is sent rather than when products has committed it. */
    MARKED_BEFORE_ACKNOWLEDGED(Scenario.ONE_ORDER, EVERY_FIRM_RESERVATION_HAS_ITS_ORDER),
    /** The relay sends an order's next event before the one ahead of it was committed. */
    RELAY_OVERTAKES(Scenario.SHIPPED_IN_PARTS, WHAT_WAS_SHIPPED_HAS_LEFT_THE_SHELF),
    /** A refund tries to give back at once, as a cancellation does. */
    REFUND_RELEASES_AT_ONCE(Scenario.REFUNDED_IN_PARTS, WHAT_WAS_SHIPPED_HAS_LEFT_THE_SHELF);

    private final Scenario scenario;
    private final Rule violated;

    Mutation(Scenario scenario, Rule violated) {
        this.scenario = scenario;
        this.violated = violated;
    }

    /** Where it shows. */
    Scenario scenario() {
        return scenario;
    }

    /** What the shortest trace violates. */
    Rule violated() {
        return violated;
    }
}
