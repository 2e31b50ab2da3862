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
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditingCategoriesTest {

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

    @Test
    void createsACategoryWithASlugOfItsName() {
        var name = "Crème " + UUID.randomUUID();
        var made = shelves.post(named(name).put("position", 3)).expect(201);

        assertThat(made.json().getString("slug"))
                .isEqualTo(name.toLowerCase().replace("è", "e").replace(' ', '-'));
        assertThat(made.json().getInteger("position")).isEqualTo(3);
        assertThat(made.json().getValue("parent")).isNull();
        assertThat(made.header("etag")).isEqualTo("\"1\"");
        assertThat(shelves.get(made.header("location")).expect(200).json()).isEqualTo(made.json());
    }

    @Test
    void givesANameInAnotherScriptASlugToo() {
        assertThat(shelves.post(named("茶")).expect(201).json().getString("slug"))
                .startsWith("category-");
    }

    @Test
    void refusesTheSlugOfASiblingAndOfNobodyElse() {
        var above = shelves.add(null, fresh());
        shelves.add(above, "Green");
        var twin = shelves.post(named("green").put("parent", above)).expect(409);

        assertThat(twin.code()).isEqualTo("duplicate");
        assertThat(twin.pointers()).containsExactly("/slug");
        shelves.add(shelves.add(above, "Black"), "Green");
    }

    @Test
    void refusesAParentThatIsNotThere() {
        var refused = shelves.post(
                        named(fresh()).put("parent", UUID.randomUUID().toString()))
                .expect(409);
        assertThat(refused.code()).isEqualTo("conflict");
        assertThat(refused.pointers()).containsExactly("/parent");
    }

    @Test
    void listsEverythingThatIsWrong() {
        var wrong = new JsonObject()
                .put("name", "x".repeat(201))
                .put("slug", "No Slug")
                .put("description", "x".repeat(10_001))
                .put("position", -1)
                .put("parent", "above")
                .put("colour", "red");
        assertThat(shelves.post(wrong).expect(400).pointers())
                .containsExactlyInAnyOrder("/name", "/slug", "/description", "/position", "/parent", "/colour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "seller", "inventory_manager", "auditor"})
    void letsNobodyWriteWithoutTheRightTo(String role) {
        var refused = shelves.call(HttpMethod.POST, Shelves.CATEGORIES, Shelves.as(role), named(fresh()));
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void takesARequestWithAKeyOnce() {
        var headers = new HashMap<>(Shelves.as("admin"));
        headers.put("idempotency-key", UUID.randomUUID().toString());
        var body = named("茶 " + UUID.randomUUID());
        var first =
                shelves.call(HttpMethod.POST, Shelves.CATEGORIES, headers, body).expect(201);
        var second =
                shelves.call(HttpMethod.POST, Shelves.CATEGORIES, headers, body).expect(201);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("idempotency-replayed")).isEqualTo("true");
        shelves.call(HttpMethod.POST, Shelves.CATEGORIES, headers, named(fresh()))
                .expect(422);
    }

    @Test
    void replacesAndPatches() {
        var id = shelves.add(null, fresh());
        var whole = named("Infusions").put("description", "Hot.").put("position", 2);
        var replaced = shelves.put(id, "\"1\"", whole).expect(200);
        var patched = shelves.patch(id, "\"2\"", new JsonObject().put("slug", "infused-" + id.substring(30)))
                .expect(200);

        assertThat(replaced.json().getString("description")).isEqualTo("Hot.");
        assertThat(patched.json().getString("name")).isEqualTo("Infusions");
        assertThat(patched.json().getInteger("position")).isEqualTo(2);
        assertThat(patched.header("etag")).isEqualTo("\"3\"");
        assertThat(shelves.patch(id, "\"3\"", new JsonObject().putNull("name"))
                        .expect(400)
                        .pointers())
                .containsExactly("/name");
    }

    @Test
    void needsTheVersionThatAChangeIsBasedOn() {
        var id = shelves.add(null, fresh());
        var change = new JsonObject().put("description", "Hot.");

        shelves.patch(id, null, change).expect(428);
        shelves.delete(id, null, "").expect(428);
        shelves.patch(id, null, change.copy().put("version", 1)).expect(200);
        assertThat(shelves.get(uri(id)).header("etag")).isEqualTo("\"2\"");
    }

    @Test
    void saysWhatIsDifferentToWhoComesLate() {
        var id = shelves.add(null, fresh());
        shelves.patch(id, "\"1\"", new JsonObject().put("description", "Hot.")).expect(200);
        shelves.patch(id, "\"2\"", new JsonObject().put("position", 7)).expect(200);

        var stale = shelves.patch(id, "\"1\"", named("Late")).expect(412);
        assertThat(stale.header("etag")).isEqualTo("\"3\"");
        assertThat(stale.json().getLong("currentVersion")).isEqualTo(3);
        assertThat(stale.json().getJsonArray("differing"))
                .isEqualTo(new JsonArray(List.of("/description", "/position")));
        var conflict = shelves.put(
                        id,
                        null,
                        named("Late").put("description", "").put("position", 0).put("version", 2))
                .expect(409);
        assertThat(conflict.code()).isEqualTo("version-conflict");
        assertThat(conflict.json().getJsonArray("differing")).isEqualTo(new JsonArray(List.of("/position")));
        shelves.delete(id, "\"2\"", "").expect(412);
    }

    @Test
    void tellsAClientThatHasTheVersionNothingNew() {
        var id = shelves.add(null, fresh());
        var same = shelves.get(uri(id), "if-none-match", "\"1\"").expect(304);
        assertThat(same.header("etag")).isEqualTo("\"1\"");
        assertThat(same.header("cache-control")).isEqualTo("public, no-cache");
        shelves.get(uri(id), "if-none-match", "\"2\"").expect(200);
    }

    @Test
    void raisesTheVersionOfThoseWhosePathIsRenamed() {
        var top = shelves.add(null, fresh());
        var middle = shelves.add(top, "Black");
        var leaf = shelves.add(middle, "Assam");
        shelves.patch(top, "\"1\"", new JsonObject().put("description", "Hot.")).expect(200);
        assertThat(shelves.get(uri(leaf)).header("etag")).isEqualTo("\"1\"");

        var renamed = fresh();
        shelves.patch(top, "\"2\"", named(renamed)).expect(200);
        var seen = shelves.get(uri(leaf), "if-none-match", "\"1\"").expect(200);
        assertThat(seen.header("etag")).isEqualTo("\"2\"");
        assertThat(seen.json().getJsonArray("path").stream().map(step -> ((JsonObject) step).getString("name")))
                .containsExactly(renamed, "Black");
        assertThat(shelves.patch(leaf, "\"1\"", named("Late"))
                        .expect(412)
                        .json()
                        .getJsonArray("differing"))
                .isEqualTo(new JsonArray(List.of("/path")));
    }

    @Test
    void letsOneOfFiftyWithTheSameEntityTagWin() {
        var id = shelves.add(null, fresh());
        var writers = IntStream.range(0, 50)
                .mapToObj(n -> shelves.send(
                        HttpMethod.PATCH,
                        uri(id),
                        Shelves.matching("\"1\""),
                        new JsonObject().put("description", "Writer " + n)))
                .toList();
        Shelves.await(Future.all(writers));

        assertThat(writers)
                .filteredOn(writer -> writer.result().status() == 200)
                .hasSize(1);
        assertThat(writers)
                .filteredOn(writer -> writer.result().status() == 412)
                .hasSize(49);
        var history = "SELECT count(*) FROM category_history WHERE category_id = '%s'".formatted(id);
        assertThat(shelves.database().number(history)).isEqualTo(2);
    }

    @Test
    void losesNoUpdateOfEditorsWhoReadAndTryAgain() {
        var id = shelves.add(null, fresh());
        var writers = IntStream.range(0, 20).mapToObj(n -> addOne(id)).toList();
        Shelves.await(Future.all(writers));

        assertThat(shelves.get(uri(id)).json().getInteger("position")).isEqualTo(20);
    }

    private static Future<?> addOne(String id) {
        return shelves.send(HttpMethod.GET, uri(id), Map.of(), null).compose(read -> {
            var next = new JsonObject().put("position", read.json().getInteger("position") + 1);
            return shelves.send(HttpMethod.PATCH, uri(id), Shelves.matching(read.header("etag")), next)
                    .compose(reply -> reply.status() == 200 ? Future.succeededFuture() : addOne(id));
        });
    }
}
