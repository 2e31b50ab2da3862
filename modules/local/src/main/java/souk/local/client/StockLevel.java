package souk.local.client;

public record StockLevel(long onHand, long reserved, long available) {}
