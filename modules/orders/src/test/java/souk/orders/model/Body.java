package souk.orders.model;

import java.util.ArrayList;
import java.util.List;

/** The body of a request. Its lines are merged per product and sorted by product; its identity is its hash. */
enum Body {
    APPLE_AND_PEAR(1, 1),
    ONE_APPLE(1, 0),
    TWO_APPLES(2, 0),
    ONE_PEAR(0, 1);

    private final int[] quantities;
    private final List<Product> products = new ArrayList<>();

    Body(int... quantities) {
        this.quantities = quantities;
        for (var product : Product.values()) {
            if (quantities[product.ordinal()] > 0) {
                products.add(product);
            }
        }
    }

    List<Product> products() {
        return products;
    }

    int quantity(Product product) {
        return quantities[product.ordinal()];
    }
}
