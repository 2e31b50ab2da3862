package souk.products.search;

/**
 * How many of what was found have something in common: a value, or for prices an amount from (included) to (not
 * included) that is null where it is open.
 */
record Facet(String value, String name, String from, String to, long count) {

    static Facet of(String value, long count) {
        return new Facet(value, null, null, null, count);
    }

    static Facet named(String value, String name, long count) {
        return new Facet(value, name, null, null, count);
    }

    static Facet range(String from, String to, long count) {
        return new Facet(null, null, from, to, count);
    }
}
