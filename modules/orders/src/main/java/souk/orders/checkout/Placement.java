package souk.orders.checkout;

import souk.orders.order.Order;

/**
 * An order whose stock is held, ready to be committed.
 *
 * @param answer the body of the 201, kept with the key so that a repeat gets it byte for byte
 */
record Placement(Attempt attempt, Order order, String answer) {}
