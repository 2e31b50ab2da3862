package souk.products.catalog;

/**
 * What an editor says about a member that a product may be without.
 *
 * @param made whether they say anything; if not, it stays as it is
 * @param value null to take it away
 */
public record Edit<T>(boolean made, T value) {

    public static <T> Edit<T> none() {
        return new Edit<>(false, null);
    }

    public static <T> Edit<T> to(T value) {
        return new Edit<>(true, value);
    }
}
