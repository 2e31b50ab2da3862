package souk.orders.model;

/**
 * The id that an attempt chooses before it reserves. It is new for every attempt and every round, and never used again.
 *
 * @param round 1, or 2 after a tombstone
 */
record OrderId(int attempt, int round) {

    OrderId next() {
        return new OrderId(attempt, round + 1);
    }

    @Override
    public String toString() {
        return "order " + attempt + (round == 1 ? "" : "'");
    }
}
