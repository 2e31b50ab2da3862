package souk.products.category;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import souk.products.category.CategoryFailure.NoSuchCategory;
import souk.shared.http.Page;
import souk.shared.json.WireJson;

/** What is read of the categories; all of it is for everybody. */
final class CategoryReading {

    private final CategoryRepository repository;
    private final CurrentCategories current;
    private volatile Written whole = new Written(0, Buffer.buffer());

    private record Written(long revision, Buffer json) {}

    CategoryReading(CategoryRepository repository, CurrentCategories current) {
        this.repository = repository;
        this.current = current;
    }

    /** Fails with NoSuchCategory. */
    Future<Category> find(UUID id) {
        return repository.find(id).map(found -> found.orElseThrow(() -> new NoSuchCategory().refusal()));
    }

    /** A category that goes away while it is read is left out. */
    Future<Page<Category>> list(CategoryList asked) {
        var matching =
                asked.words().isEmpty() ? Future.succeededFuture(Set.<UUID>of()) : repository.matching(asked.words());
        return matching.compose(ids -> current.tree().map(tree -> asked.cut(tree, ids)))
                .compose(ids -> repository.find(ids).map(found -> inOrder(ids, found)))
                .map(asked::page);
    }

    Future<CategoryTree> tree() {
        return current.tree();
    }

    /** The part of the tree as JSON; that of the whole tree is written once for each revision. */
    Buffer json(CategoryTree tree, TreeView.Cut cut) {
        if (!cut.isWhole()) {
            return WireJson.write(cut.of(tree));
        }
        var written = whole;
        if (written.revision != tree.revision()) {
            written = new Written(tree.revision(), WireJson.write(cut.of(tree)));
            whole = written;
        }
        return written.json;
    }

    private static List<Category> inOrder(List<UUID> ids, List<Category> found) {
        Map<UUID, Category> byId = found.stream().collect(Collectors.toMap(Category::id, Function.identity()));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }
}
