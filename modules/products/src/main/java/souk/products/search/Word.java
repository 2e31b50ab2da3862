package souk.products.search;

/**
 * A word of a text or a query.
 *
 * @param text folded, see {@link Folding}
 * @param simple what its forms have in common, see {@link SimpleForm}
 */
record Word(String text, String simple) {}
