package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import souk.shared.id.UuidV7;
import souk.shared.security.Role;

class ConcurrentCreatingTest {

    private static final Map<String, String> ONLY_NEW = Map.of("if-none-match", "*");

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @RepeatedTest(3)
    void createsOnceForFiftyWhoCreateTheSameProduct() {
        var sellers = List.of(shop.newcomer(Role.SELLER), shop.newcomer(Role.SELLER));
        var tea = Shop.tea();
        var uri = Shop.PRODUCTS + "/" + UuidV7.next();

        var replies = Shop.await(Future.all(IntStream.range(0, 50)
                        .mapToObj(i -> sellers.get(i % 2).send(HttpMethod.PUT, uri, ONLY_NEW, tea.toBuffer()))
                        .toList()))
                .<Shop.Reply>list();

        var created = replies.stream().filter(reply -> reply.status() == 201).toList();
        assertThat(created).hasSize(1);
        assertThat(created.get(0).header("location")).isEqualTo(uri);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 412 && reply.code().equals("precondition-failed"))
                .hasSize(49);
        assertThat(shop.anybody().get(uri).json()).isEqualTo(created.get(0).json());
        assertThat(shop.database()
                        .value("SELECT count(*) || ' ' || sum(delta) FROM stock_movements WHERE product_id = '"
                                + created.get(0).json().getString("id") + "'"))
                .isEqualTo("1 10");
    }

    @Test
    void createsUnderNoIdThatAnyProductHasOrHad() {
        var seller = shop.newcomer(Role.SELLER);
        var hidden = seller.offers(Shop.tea().put("visibility", "private"));
        var deleted = seller.offers(Shop.tea());
        seller.delete(deleted.getString("id"), "*").expect(204);

        for (var taken : List.of(hidden, deleted)) {
            create(shop.newcomer(Role.SELLER), taken.getString("id"), Shop.tea())
                    .expect(412);
        }
        assertThat(create(seller, UuidV7.next().toString(), Shop.tea().put("sku", hidden.getString("sku")))
                        .expect(409)
                        .pointers())
                .containsExactly("/sku");
    }

    @Test
    void createsUnderIdsOnlyThatSortByTheTimeOfTheirMaking() {
        var seller = shop.newcomer(Role.SELLER);

        create(seller, UuidV7.next().toString(), Shop.tea()).expect(201);
        create(seller, "01000000-0000-4000-8000-00000000000a", Shop.tea()).expect(400);
        create(seller, UuidV7.firstOf(Instant.now().plusSeconds(3_600)).toString(), Shop.tea())
                .expect(400);
        create(seller, UuidV7.next().toString(), Shop.tea().put("version", 1)).expect(400);
        create(shop.newcomer(Role.CUSTOMER), UuidV7.next().toString(), Shop.tea())
                .expect(403);
        seller.call(HttpMethod.PUT, Shop.PRODUCTS + "/" + UuidV7.next(), Map.of("if-none-match", "\"1\""), Shop.tea())
                .expect(400);
        var both = Map.of("if-none-match", "*", "if-match", "*");
        seller.call(HttpMethod.PUT, Shop.PRODUCTS + "/" + UuidV7.next(), both, Shop.tea())
                .expect(400);
    }

    @Test
    void replacesTheCategoriesThatAnotherHasLeftWhenItHadToWaitForThem() throws SQLException {
        var seller = shop.newcomer(Role.SELLER);
        var first = category();
        var second = category();
        var third = category();
        var id = seller.offers(Shop.tea().put("categories", new JsonArray().add(first)))
                .getString("id");

        try (var other = shop.database().connect()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute(
                        "UPDATE products SET version = 2, category_ids = '{%s}' WHERE id = '%s'".formatted(second, id));
            }
            var renaming = patch(seller, id, new JsonObject().put("name", "Renamed"));
            var moving = patch(seller, id, new JsonObject().put("categories", new JsonArray().add(third)));
            awaitWaiting();
            other.commit();

            assertThat(Shop.await(moving).expect(200).json().getJsonArray("categories"))
                    .containsExactly(third);
            assertThat(Shop.await(renaming).expect(200).json().getJsonArray("categories"))
                    .doesNotContain(first);
        }
        assertThat(shop.database()
                        .value("SELECT string_agg(category_id::text, ' ') FROM product_categories WHERE product_id = '"
                                + id + "'"))
                .isEqualTo(third);
    }

    @Test
    void putsNothingIntoACategoryThatIsDeletedMeanwhile() throws SQLException {
        var seller = shop.newcomer(Role.SELLER);
        var category = category();
        var into = new JsonObject().put("categories", new JsonArray().add(category));
        var id = seller.offers(Shop.tea()).getString("id");

        try (var other = shop.database().connect()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("DELETE FROM categories WHERE id = '" + category + "'");
            }
            var creating = seller.send(
                    HttpMethod.POST,
                    Shop.PRODUCTS,
                    Map.of(),
                    Shop.tea().mergeIn(into).toBuffer());
            var moving = patch(seller, id, into);
            awaitWaiting();
            other.commit();

            assertThat(Shop.await(creating).expect(400).pointers()).containsExactly("/categories");
            assertThat(Shop.await(moving).expect(400).pointers()).containsExactly("/categories");
        }
        assertThat(seller.get(Shop.PRODUCTS + "/" + id).json().getLong("version"))
                .isEqualTo(1);
    }

    /** Until two statements of the service wait for a lock. */
    private static void awaitWaiting() {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> shop.database()
                                .number("SELECT count(*) FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                        >= 2);
    }

    private static Future<Shop.Reply> patch(Shop.Visitor seller, String id, JsonObject patch) {
        return seller.send(HttpMethod.PATCH, Shop.PRODUCTS + "/" + id, Map.of("if-match", "*"), patch.toBuffer());
    }

    private static Shop.Reply create(Shop.Visitor seller, String id, JsonObject product) {
        return seller.call(HttpMethod.PUT, Shop.PRODUCTS + "/" + id, ONLY_NEW, product);
    }

    private static String category() {
        var id = UUID.randomUUID().toString();
        shop.database().execute("INSERT INTO categories (id, name, slug) VALUES ('%1$s', 'Tea', '%1$s')".formatted(id));
        return id;
    }
}
