package souk.products.inventory;

/** A movement that somebody made by hand, and the level that it left. */
record Adjusted(Movement movement, StockLevel stock) {}
