package souk.shared.contract;

import java.util.UUID;

/** Gives back what the order holds; does nothing if it holds nothing (any more). */
public record ReleaseStock(UUID orderId) {}
