package souk.products.category;

import io.vertx.core.Future;

/** The tree of categories as the database has it at this moment; read in full only when it is another one. */
final class CurrentCategories {

    private final CategoryRepository repository;
    private volatile CategoryTree last = CategoryTree.EMPTY;

    CurrentCategories(CategoryRepository repository) {
        this.repository = repository;
    }

    Future<CategoryTree> tree() {
        var known = last;
        return repository.tree(known.revision()).map(told -> {
            if (told.nodes() == null) {
                return known;
            }
            var read = CategoryTree.of(told.revision(), told.nodes());
            last = read;
            return read;
        });
    }
}
