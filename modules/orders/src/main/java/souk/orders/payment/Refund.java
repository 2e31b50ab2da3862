package souk.orders.payment;

import java.util.UUID;
import souk.shared.money.Money;

/**
 * Some or all of a payment on its way back.
 *
 * @param id what the provider knows it by
 * @param reference of one that was made elsewhere, else null
 */
record Refund(UUID id, UUID orderId, UUID paymentId, Money amount, String reference, Origin origin) {}
