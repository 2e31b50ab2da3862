package souk.orders.model;

/**
 * What is under way between the services, and what a service has read but not yet acted on. None of it survives a
 * crash.
 *
 * <p>A message stays in flight once it was sent and may be received at any later time, any number of times, or never:
 * that is delay, reordering, duplication and loss at once.
 */
sealed interface Message {

    /** Orders asks products to hold the lines: {@code products.stock.reserve.v1}. The same for each try. */
    record Reserve(OrderId order, Request request) implements Message {}

    /** An instance of products has committed a batch in which this header was not returned, and has to read again. */
    record LookAgain(OrderId order, Request request) implements Message {}

    /**
     * The answer to a reserve.
     *
     * @param asked the id that the reserve carried; an attempt hears only the answer to what it asks now
     * @param granted the order id of the reservation: another one than {@code asked} if it was adopted, and
     *     {@code asked} itself, without meaning, where nothing was granted
     */
    record Verdict(OrderId asked, Ruling ruling, OrderId granted) implements Message {}

    enum Ruling {
        ACCEPTED,
        REFUSED,
        KEY_REUSED
    }

    /** Orders tries to give back at once. A lost release is made good by the sweeper or the outbox. */
    record Release(OrderId order) implements Message {}

    /** The sweeper asks what has become of an order. */
    record AskFate(OrderId order) implements Message {}

    record Fate(OrderId order, Destiny destiny) implements Message {}

    /** The order's present state as far as its stock is concerned. */
    enum Destiny {
        PLACED,
        ENDED,
        NEVER
    }

    /** A relay sends a row of the outbox to products. A paused relay that wakes up sends it once more. */
    record Notify(Event event) implements Message {}

    /** Products has committed the event. */
    record Acknowledged(Event event) implements Message {}
}
