package souk.products.search;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import souk.products.catalog.ProductStatus;
import souk.shared.money.Money;

/**
 * What the index holds of a product.
 *
 * @param open seen by everybody
 * @param onHand whether there is any of it, reserved or not
 * @param attributes texts, numbers, booleans and lists of texts by their keys
 * @param categories those that it is in itself
 * @param viewers its seller and whoever has a grant
 */
record IndexedProduct(
        UUID id,
        long version,
        String sku,
        UUID owner,
        String name,
        String description,
        Money price,
        ProductStatus status,
        boolean open,
        boolean onHand,
        Map<String, Object> attributes,
        List<UUID> categories,
        List<UUID> viewers) {

    /** What the attributes say in words. */
    Stream<String> attributeTexts() {
        return attributes.values().stream()
                .flatMap(value -> value instanceof Iterable<?> list ? texts(list) : Stream.of(value))
                .filter(value -> value instanceof String || value instanceof Number)
                .map(Object::toString);
    }

    private static Stream<Object> texts(Iterable<?> list) {
        var texts = Stream.<Object>builder();
        list.forEach(texts::add);
        return texts.build();
    }
}
