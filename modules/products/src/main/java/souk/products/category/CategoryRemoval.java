package souk.products.category;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import souk.shared.http.Query;

/** What becomes of what is in a category that is deleted. */
record CategoryRemoval(Children children, Products products) {

    enum Children {
        /** With children, nothing is deleted. */
        REFUSE("refuse"),
        /** They go to the parent of the deleted one, or to the top. */
        MOVE_UP("move-up"),
        /** They are deleted too, and all below them. */
        DELETE("delete");

        private final String text;

        Children(String text) {
            this.text = text;
        }
    }

    enum Products {
        /** With products, nothing is deleted. */
        REFUSE("refuse"),
        /** They leave the category, which is a change of each of them. */
        DETACH("detach");

        private final String text;

        Products(String text) {
            this.text = text;
        }
    }

    /** Throws a refusal that lists every parameter that is wrong. */
    static CategoryRemoval asked(Query query) {
        var children = query.text("children", 20).flatMap(text -> children(query, text));
        var products = query.text("products", 20).flatMap(text -> products(query, text));
        query.done();
        return new CategoryRemoval(children.orElse(Children.REFUSE), products.orElse(Products.REFUSE));
    }

    private static Optional<Children> children(Query query, String text) {
        return Arrays.stream(Children.values())
                .filter(one -> one.text.equals(text))
                .findFirst()
                .or(() -> query.wrong(
                        "children",
                        "must be one of "
                                + Arrays.stream(Children.values())
                                        .map(one -> one.text)
                                        .collect(Collectors.joining(", "))));
    }

    private static Optional<Products> products(Query query, String text) {
        return Arrays.stream(Products.values())
                .filter(one -> one.text.equals(text))
                .findFirst()
                .or(() -> query.wrong("products", "must be refuse or detach"));
    }
}
