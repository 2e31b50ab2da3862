package souk.products.stock;

import java.util.UUID;

/** Pieces of a product that have left for an order. */
record Parcel(UUID orderId, UUID productId, long quantity, UUID actor) {}
