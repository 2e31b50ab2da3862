package souk.orders.model;

/** What the shop sells: two products suffice for orders that each hold what the other still needs. */
enum Product {
    APPLE,
    PEAR
}
