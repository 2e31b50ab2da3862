package souk.products.inventory;

import java.time.Instant;
import java.util.UUID;

/**
 * A change of what was on hand.
 *
 * @param actor who made it
 * @param orderId of the order that was shipped; null for every other movement
 * @param onHandAfter null for movements from before it was kept
 */
record Movement(UUID id, long delta, String reason, UUID actor, UUID orderId, Long onHandAfter, Instant at) {}
