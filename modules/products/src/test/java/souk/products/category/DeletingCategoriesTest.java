package souk.products.category;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.products.category.Shelves.uri;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.contract.CatalogChanged;
import souk.shared.contract.ProductOperations;

class DeletingCategoriesTest {

    private static Shelves shelves;

    @BeforeAll
    static void open() {
        shelves = Shelves.open();
    }

    @AfterAll
    static void close() {
        shelves.close();
    }

    private static String fresh() {
        return "Tea " + UUID.randomUUID();
    }

    private static long versionOf(String product) {
        return shelves.database().number("SELECT version FROM products WHERE id = '%s'".formatted(product));
    }

    private static JsonObject lastChange(String product) {
        return new JsonObject(shelves.database().value("""
                SELECT changes FROM product_history WHERE product_id = '%s' ORDER BY version DESC LIMIT 1""".formatted(product)));
    }

    @Test
    void deletesAnEmptyCategory() {
        var id = shelves.add(null, fresh());
        shelves.delete(id, "\"1\"", "").expect(204);
        shelves.get(uri(id)).expect(404);
        shelves.delete(id, "\"1\"", "").expect(404);
        assertThat(shelves.database()
                        .value("SELECT action FROM category_history WHERE category_id = '%s' AND version = 2"
                                .formatted(id)))
                .isEqualTo("deleted");
    }

    @Test
    void refusesToDeleteWhatIsNotEmpty() {
        var id = shelves.add(null, fresh());
        var below = shelves.add(id, "Black");
        shelves.product(below);

        var refused = shelves.delete(id, "*", "").expect(409);
        assertThat(refused.code()).isEqualTo("category-in-use");
        assertThat(refused.json().getInteger("children")).isEqualTo(1);
        assertThat(shelves.delete(id, "*", "?children=delete")
                        .expect(409)
                        .json()
                        .getInteger("products"))
                .isEqualTo(1);
        shelves.delete(below, "*", "").expect(409);
        assertThat(shelves.delete(id, "*", "?children=eat&products=sell")
                        .expect(400)
                        .pointers())
                .containsExactlyInAnyOrder("children", "products");
        shelves.get(uri(below)).expect(200);
    }

    @Test
    void movesChildrenUpIfAsked() {
        var top = shelves.add(null, fresh());
        var middle = shelves.add(top, "Black");
        var leaf = shelves.add(middle, "Assam");
        var below = shelves.add(leaf, "Second flush");
        shelves.delete(middle, "\"1\"", "?children=move-up").expect(204);

        assertThat(shelves.get(uri(leaf)).json().getString("parent")).isEqualTo(top);
        assertThat(shelves.get(uri(below)).json().getJsonArray("path")).hasSize(2);
        assertThat(shelves.get(uri(below)).header("etag")).isEqualTo("\"2\"");
    }

    @Test
    void doesNotMoveAChildUpToItsLike() {
        var top = shelves.add(null, fresh());
        var middle = shelves.add(top, "Black");
        shelves.add(middle, "Assam");
        shelves.add(top, "Assam");
        assertThat(shelves.delete(middle, "*", "?children=move-up").expect(409).code())
                .isEqualTo("duplicate");
        shelves.get(uri(middle)).expect(200);
    }

    @Test
    void detachesProductsAndTellsOfThem() {
        var top = shelves.add(null, fresh());
        var below = shelves.add(top, "Black");
        var other = shelves.add(null, fresh());
        var here = shelves.product(below, other);
        var there = shelves.product(other);
        var told = new CopyOnWriteArrayList<CatalogChanged>();
        Shelves.await(shelves.bus().subscribe(ProductOperations.CHANGED, told::add));

        shelves.delete(top, "*", "?children=delete&products=detach").expect(204);

        assertThat(versionOf(here)).isEqualTo(2);
        assertThat(versionOf(there)).isEqualTo(1);
        var both = new JsonArray(List.of(below, other));
        assertThat(lastChange(here).getJsonObject("categories"))
                .isEqualTo(new JsonObject().put("from", both).put("to", new JsonArray(List.of(other))));
        shelves.get(uri(below)).expect(404);
        Awaitility.await().untilAsserted(() -> {
            assertThat(told).anyMatch(CatalogChanged::categories);
            assertThat(told).anyMatch(news -> news.products().contains(UUID.fromString(here)));
        });
    }

    @Test
    void letsDeletedProductsGoWithoutBeingAsked() {
        var id = shelves.add(null, fresh());
        var product = shelves.product(id);
        shelves.database().execute("UPDATE products SET deleted_at = now() WHERE id = '%s'".formatted(product));

        shelves.delete(id, "*", "").expect(204);
        assertThat(lastChange(product).getJsonObject("categories").getJsonArray("to"))
                .isEmpty();
    }

    @Test
    void leavesNoProductInACategoryThatIsDeletedMeanwhile() {
        for (var round = 0; round < 10; round++) {
            var id = shelves.add(null, fresh());
            var products = Stream.generate(shelves::product).limit(4).toList();
            var attached = products.stream()
                    .map(product -> shelves.attach(product, id))
                    .toList();
            var deleted = shelves.send(HttpMethod.DELETE, uri(id) + "?products=detach", Shelves.matching("*"), null);
            Shelves.await(Future.join(attached).transform(done -> deleted));

            assertThat(deleted.result().status()).isEqualTo(204);
            assertThat(shelves.database()
                            .number("SELECT count(*) FROM product_categories WHERE category_id = '%s'".formatted(id)))
                    .isZero();
            for (var product : products) {
                var rows = "SELECT count(*) + 1 FROM product_history WHERE product_id = '%s'".formatted(product);
                assertThat(versionOf(product)).isEqualTo(shelves.database().number(rows));
            }
        }
    }

    @Test
    void noticesAProductThatComesWhileItIsBeingDeleted() throws SQLException {
        var id = shelves.add(null, fresh());
        var product = shelves.product();
        try (var editor = shelves.database().connect();
                var statement = editor.createStatement()) {
            editor.setAutoCommit(false);
            statement.execute("UPDATE products SET category_ids = '{%s}' WHERE id = '%s'".formatted(id, product));
            var deletion = shelves.send(HttpMethod.DELETE, uri(id), Shelves.matching("*"), null);
            Awaitility.await()
                    .until(() -> shelves.database().number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            editor.commit();

            assertThat(Shelves.await(deletion).expect(409).code()).isEqualTo("category-in-use");
        }
        shelves.delete(id, "*", "?products=detach").expect(204);
    }
}
