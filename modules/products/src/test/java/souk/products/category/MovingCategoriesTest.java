package souk.products.category;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.products.category.Shelves.named;
import static souk.products.category.Shelves.uri;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MovingCategoriesTest {

    /** Categories that can be reached from the top. */
    private static final String REACHED = """
            WITH RECURSIVE down AS (
                SELECT id FROM categories WHERE parent_id IS NULL
                UNION ALL SELECT c.id FROM down JOIN categories c ON c.parent_id = down.id)
            SELECT count(*) FROM down""";

    private Shelves shelves;

    @BeforeEach
    void open() {
        shelves = Shelves.open();
    }

    @AfterEach
    void close() {
        shelves.close();
    }

    private static JsonObject to(String parent) {
        return new JsonObject().put("parent", parent);
    }

    private void assertIsATree() {
        assertThat(shelves.database().number(REACHED))
                .isEqualTo(shelves.database().number("SELECT count(*) FROM categories"));
    }

    @Test
    void movesACategoryWithAllThatIsBelowIt() {
        var drinks = shelves.add(null, "Drinks");
        var tea = shelves.add(null, "Tea");
        var black = shelves.add(tea, "Black");

        var moved = shelves.move(tea, "\"1\"", to(drinks).put("position", 4)).expect(200);

        assertThat(moved.json().getString("parent")).isEqualTo(drinks);
        assertThat(moved.json().getInteger("position")).isEqualTo(4);
        assertThat(moved.header("etag")).isEqualTo("\"2\"");
        var path = shelves.get(uri(black)).json().getJsonArray("path");
        assertThat(path.stream().map(step -> ((JsonObject) step).getString("slug")))
                .containsExactly("drinks", "tea");
        assertThat(shelves.move(tea, "\"1\"", to(null)).expect(412).json().getJsonArray("differing"))
                .isEqualTo(new JsonArray(List.of("/parent", "/position")));
        shelves.move(tea, null, to(null)).expect(200);
        shelves.move(tea, null, new JsonObject()).expect(400);
    }

    @Test
    void movesOnceForARequestWithAKey() {
        var drinks = shelves.add(null, "Drinks");
        var tea = shelves.add(null, "Tea");
        var headers = new HashMap<>(Shelves.as("admin"));
        headers.put("idempotency-key", UUID.randomUUID().toString());

        shelves.call(HttpMethod.POST, uri(tea) + "/move", headers, to(drinks)).expect(200);
        var again = shelves.call(HttpMethod.POST, uri(tea) + "/move", headers, to(drinks))
                .expect(200);
        assertThat(again.header("etag")).isEqualTo("\"2\"");
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    }

    @Test
    void putsNothingBelowItself() {
        var tea = shelves.add(null, "Tea");
        var black = shelves.add(tea, "Black");
        var assam = shelves.add(black, "Assam");

        for (var below : List.of(tea, black, assam)) {
            assertThat(shelves.move(tea, "*", to(below)).expect(409).code()).isEqualTo("conflict");
        }
        shelves.move(tea, "*", to(UUID.randomUUID().toString())).expect(409);
        assertIsATree();
    }

    @Test
    void keepsTheTreeFromBecomingTooDeep() {
        var parent = shelves.add(null, "Level 1");
        for (var level = 2; level <= CategoryTree.MAX_DEPTH; level++) {
            parent = shelves.add(parent, "Level " + level);
        }
        shelves.post(named("Level 33").put("parent", parent)).expect(409);
        var other = shelves.add(null, "Other");
        shelves.move(other, "*", to(parent)).expect(409);
        var top = shelves.get(uri(parent))
                .json()
                .getJsonArray("path")
                .getJsonObject(0)
                .getString("id");
        shelves.move(top, "*", to(other)).expect(409);
    }

    @Test
    void makesNoCircleOfTwoMovesAtTheSameTime() {
        for (var round = 0; round < 20; round++) {
            var one = shelves.add(null, "One " + round);
            var other = shelves.add(null, "Other " + round);
            var moves = List.of(sent(one, other), sent(other, one));
            Shelves.await(Future.all(moves));

            assertThat(moves).extracting(move -> move.result().status()).containsExactlyInAnyOrder(200, 409);
        }
        assertIsATree();
    }

    @Test
    void staysATreeUnderSixteenWhoMoveAnythingAnywhere() {
        var ids = IntStream.range(0, 24)
                .mapToObj(n -> shelves.add(null, "Shelf " + n))
                .toList();
        var random = new Random(7);
        var writers = IntStream.range(0, 16)
                .mapToObj(n -> moves(ids, new Random(random.nextLong()), 12))
                .toList();
        Shelves.await(Future.all(writers));

        assertIsATree();
        var moves = "SELECT count(*) FROM category_history WHERE changes ? 'parent'";
        assertThat(shelves.database().number(moves)).isGreaterThan(20);
        var versions = "SELECT count(*) FROM categories c WHERE version <>"
                + " (SELECT count(*) FROM category_history h WHERE h.category_id = c.id)";
        assertThat(shelves.database().number(versions)).isZero();
    }

    private Future<Shelves.Reply> sent(String id, String parent) {
        return shelves.send(HttpMethod.POST, uri(id) + "/move", Shelves.matching("*"), to(parent));
    }

    private Future<?> moves(List<String> ids, Random random, int left) {
        var id = ids.get(random.nextInt(ids.size()));
        var parent = random.nextInt(8) == 0 ? null : ids.get(random.nextInt(ids.size()));
        return sent(id, parent).compose(moved -> {
            assertThat(Set.of(200, 409)).contains(moved.status());
            return left > 1 ? moves(ids, random, left - 1) : Future.succeededFuture();
        });
    }
}
