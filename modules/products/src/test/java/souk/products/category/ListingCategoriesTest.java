package souk.products.category;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.products.category.Shelves.CATEGORIES;
import static souk.products.category.Shelves.named;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.id.UuidV7;

class ListingCategoriesTest {

    private static Shelves shelves;
    private static String tea;
    private static String black;

    @BeforeAll
    static void open() {
        shelves = Shelves.open();
        var drinks = shelves.add(null, "Drinks");
        tea = shelves.add(drinks, "Tea");
        shelves.post(named("Coffee").put("parent", drinks).put("position", 1)).expect(201);
        black = shelves.add(tea, "Black");
        shelves.post(named("Thé vert").put("parent", tea).put("description", "Sencha and 100% others_"))
                .expect(201);
        shelves.add(black, "Assam");
        shelves.add(null, "books");
    }

    @AfterAll
    static void close() {
        shelves.close();
    }

    @Test
    void listsAllByPositionAndName() {
        assertThat(shelves.names("")).containsExactly("Assam", "Black", "books", "Drinks", "Tea", "Thé vert", "Coffee");
        assertThat(shelves.names("?sort=name"))
                .containsExactly("Assam", "Black", "books", "Coffee", "Drinks", "Tea", "Thé vert");
    }

    @Test
    void listsByParentAndDepth() {
        assertThat(shelves.names("?parent=root")).containsExactly("books", "Drinks");
        assertThat(shelves.names("?depth=1")).containsExactly("books", "Drinks");
        assertThat(shelves.names("?depth=2&sort=name")).containsExactly("books", "Coffee", "Drinks", "Tea");
        assertThat(shelves.names("?parent=" + tea)).containsExactly("Black", "Thé vert");
        assertThat(shelves.names("?depth=2&parent=" + tea)).containsExactly("Assam", "Black", "Thé vert");
        assertThat(shelves.names("?parent=" + UuidV7.next())).isEmpty();
    }

    @Test
    void findsByTextInNameSlugAndDescription() {
        assertThat(shelves.names("?q=TH%C3%89")).containsExactly("Thé vert");
        assertThat(shelves.names("?q=the-v")).containsExactly("Thé vert");
        assertThat(shelves.names("?q=sencha+ver")).containsExactly("Thé vert");
        assertThat(shelves.names("?q=100%25")).containsExactly("Thé vert");
        assertThat(shelves.names("?q=sencha+black")).isEmpty();
        assertThat(shelves.names("?q=a&parent=" + tea)).containsExactly("Black", "Thé vert");
    }

    @Test
    void goesThroughAllPagesWhileCategoriesComeAndGo() {
        var parent = shelves.add(black, "Pages " + UUID.randomUUID());
        for (var n = 10; n < 20; n++) {
            shelves.add(parent, "N" + n);
        }
        var seen = new ArrayList<String>();
        var next = CATEGORIES + "?limit=3&parent=" + parent;
        while (next != null) {
            var page = shelves.get(next).expect(200);
            page.json().getJsonArray("items").forEach(item -> seen.add(((JsonObject) item).getString("name")));
            if (seen.size() == 3) {
                var last = page.json().getJsonArray("items").getJsonObject(2).getString("id");
                shelves.delete(last, "*", "").expect(204);
                shelves.add(parent, "N00");
                shelves.add(parent, "N125");
            }
            var link = page.header("link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(seen).containsExactly("N10", "N11", "N12", "N125", "N13", "N14", "N15", "N16", "N17", "N18", "N19");
        shelves.delete(parent, "*", "?children=delete").expect(204);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(shelves.get(CATEGORIES + "?parent=top&depth=33&sort=slug&colour=red")
                        .expect(400)
                        .pointers())
                .containsExactlyInAnyOrder("parent", "depth", "sort", "colour");
        var cursor = shelves.get(CATEGORIES + "?limit=1").json().getString("next");
        shelves.get(CATEGORIES + "?sort=name&cursor=" + cursor).expect(400);
        shelves.get(CATEGORIES + "?cursor=" + cursor.substring(1)).expect(400);
    }

    @Test
    void showsTheTreeWithItsRevision() {
        var whole = shelves.get(CATEGORIES + "/tree").expect(200);
        var roots = whole.json().getJsonArray("categories");
        assertThat(namesOf(whole.json())).containsExactly("books", "Drinks");
        assertThat(whole.header("etag")).isEqualTo("\"" + whole.json().getLong("revision") + "\"");
        var drinks = roots.getJsonObject(1);
        assertThat(drinks.getInteger("childCount")).isEqualTo(2);
        assertThat(drinks.getJsonArray("children").getJsonObject(0).getJsonArray("children"))
                .hasSize(2);

        shelves.get(CATEGORIES + "/tree", "if-none-match", whole.header("etag")).expect(304);
        var passing = shelves.add(null, "Passing");
        var changed = shelves.get(CATEGORIES + "/tree", "if-none-match", whole.header("etag"))
                .expect(200);
        assertThat(namesOf(changed.json())).contains("Passing");
        shelves.delete(passing, "*", "").expect(204);
    }

    @Test
    void cutsTheTree() {
        var cut = shelves.get(CATEGORIES + "/tree?depth=2&root=" + tea)
                .expect(200)
                .json();
        assertThat(namesOf(cut)).containsExactly("Tea");
        var below = cut.getJsonArray("categories").getJsonObject(0).getJsonArray("children");
        assertThat(below).hasSize(2);
        assertThat(below.getJsonObject(0).getInteger("childCount")).isEqualTo(1);
        assertThat(below.getJsonObject(0).getJsonArray("children")).isEmpty();
        shelves.get(CATEGORIES + "/tree?root=" + UuidV7.next()).expect(404);
    }

    @Test
    void tellsOtherServicesTheTree() {
        var known = new KnownCategories(shelves.vertx(), shelves.bus());
        Shelves.await(known.start());
        assertThat(known.tree().path(UUID.fromString(black)))
                .extracting(node -> node.name())
                .containsExactly("Drinks", "Tea", "Black");

        var passing = UUID.fromString(shelves.add(null, "Passing"));
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMillis(900))
                .until(() -> known.tree().contains(passing));
        shelves.delete(passing.toString(), "*", "").expect(204);
        known.stop();
    }

    private static List<String> namesOf(JsonObject tree) {
        return tree.getJsonArray("categories").stream()
                .map(category -> ((JsonObject) category).getString("name"))
                .toList();
    }
}
