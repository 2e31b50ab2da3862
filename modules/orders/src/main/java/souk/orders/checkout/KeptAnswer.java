package souk.orders.checkout;

import java.util.UUID;

/**
 * What a request was answered with.
 *
 * @param orderId null for a refusal
 * @param replayed whether an earlier request got it first
 */
record KeptAnswer(int status, String body, UUID orderId, boolean replayed) {}
