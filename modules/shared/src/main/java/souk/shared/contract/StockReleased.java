package souk.shared.contract;

/** @param released whether this call gave anything back */
public record StockReleased(boolean released) {}
