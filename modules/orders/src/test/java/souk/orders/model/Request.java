package souk.orders.model;

/**
 * What a client asks for.
 *
 * @param key the Idempotency-Key within caller and route, or the empty string for a request without one
 */
record Request(String key, Body body) {

    boolean keyed() {
        return !key.isEmpty();
    }

    boolean sharesKeyWith(Request other) {
        return keyed() && key.equals(other.key);
    }

    @Override
    public String toString() {
        return keyed() ? body + " key " + key : body + " without key";
    }
}
