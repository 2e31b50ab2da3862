package souk.products.search;

/**
 * How words are written down in the one field of the index that holds all text of a product. Each word is there as it
 * is, in its simple form and with its beginnings, told apart by the first letter of the term. How often a term occurs
 * is not counted: that figure carries how much it says about the product.
 */
final class Terms {

    /** The beginnings of a word that are terms of their own; longer ones are looked for among the words. */
    static final int SHORTEST_BEGINNING = 2;

    static final int LONGEST_BEGINNING = 8;

    /** SKUs often begin alike, and there are as many as there are products. */
    static final int LONGEST_BEGINNING_OF_SKU = 24;

    private Terms() {}

    static String word(String word) {
        return 'w' + word;
    }

    static String simple(String stem) {
        return 's' + stem;
    }

    static String beginning(String letters) {
        return 'b' + letters;
    }

    /** A whole SKU, whatever characters are in it. */
    static String sku(String folded) {
        return 'k' + folded;
    }
}
