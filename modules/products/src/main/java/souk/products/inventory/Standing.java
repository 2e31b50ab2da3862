package souk.products.inventory;

/**
 * How somebody stands towards the stock of a product that they see, or whose stock they may reach.
 *
 * @param may whether they may do what was asked about
 */
record Standing(boolean may, StockLevel level) {}
