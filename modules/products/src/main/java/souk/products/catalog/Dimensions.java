package souk.products.catalog;

/** How much room a product takes, in millimetres. */
public record Dimensions(long lengthMm, long widthMm, long heightMm) {}
