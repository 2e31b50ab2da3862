package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.products.grant.Viewer;
import souk.shared.security.Caller;
import souk.shared.security.Role;

/** Reads that come at the same time share statements, and nobody gets anything else by that. */
class ReadingTogetherTest {

    private static final int AT_ONCE = 50;

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private record Look(String who, String product, Future<Shop.Reply> reply) {}

    @Test
    void givesEachWhatTheyAskedForAndMaySee() {
        var seller = shop.newcomer(Role.SELLER);
        var other = shop.newcomer(Role.SELLER);
        var guest = shop.newcomer(Role.CUSTOMER);
        var shown = seller.offers(Shop.tea()).getString("id");
        var hidden = seller.offers(Shop.tea().put("visibility", "private")).getString("id");
        var others = other.offers(Shop.tea().put("status", "draft")).getString("id");
        seller.grant(hidden, guest.account(), "view").expect(201);
        var people = Map.of(
                "anybody", shop.anybody(),
                "seller", seller,
                "other", other,
                "guest", guest,
                "auditor", shop.newcomer(Role.AUDITOR));
        var sees = Map.of(
                "anybody", List.of(shown),
                "seller", List.of(shown, hidden),
                "other", List.of(shown, others),
                "guest", List.of(shown, hidden),
                "auditor", List.of(shown, hidden, others));

        var looks = new ArrayList<Look>();
        for (var round = 0; round < AT_ONCE / 5; round++) {
            for (var product : List.of(shown, hidden, others, UUID.randomUUID().toString())) {
                people.forEach((who, visitor) -> looks.add(new Look(who, product, read(visitor, product))));
            }
        }
        Shop.await(Future.all(looks.stream().map(Look::reply).toList()));

        assertThat(looks).allSatisfy(look -> {
            var reply = look.reply().result();
            if (sees.get(look.who()).contains(look.product())) {
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.json().getString("id")).isEqualTo(look.product());
            } else {
                assertThat(reply.status()).isEqualTo(404);
            }
        });
    }

    @Test
    void sharesStatements() {
        var seller = shop.newcomer(Role.SELLER);
        var ids = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> UUID.fromString(seller.offers(Shop.tea()).getString("id")))
                .toList();
        var reading = new ReadingRepository(shop.pool());
        var nobody = Viewer.of(Caller.ANONYMOUS);

        var found = ids.stream().map(id -> reading.find(id, nobody)).toList();
        Shop.await(Future.all(found));

        assertThat(found.stream().map(one -> one.result().orElseThrow().id())).isEqualTo(ids);
        assertThat(reading.meanBatch()).isGreaterThan(5);
    }

    /** The stored JSON is not what it should be. */
    @Test
    void aRowThatCannotBeReadFailsAlone() {
        var seller = shop.newcomer(Role.SELLER);
        var sound = seller.offers(Shop.tea()).getString("id");
        var broken = seller.offers(Shop.tea()).getString("id");
        shop.database()
                .value("UPDATE products SET images = '[{\"url\": []}]' WHERE id = '%s' RETURNING id".formatted(broken));

        var reading = new ReadingRepository(shop.pool());
        var nobody = Viewer.of(Caller.ANONYMOUS);
        var found = IntStream.range(0, 20)
                .mapToObj(i -> reading.find(UUID.fromString(i == 7 ? broken : sound), nobody))
                .toList();
        Shop.await(Future.join(found).otherwiseEmpty());

        assertThat(found).filteredOn(Future::succeeded).hasSize(19);
        assertThat(found.get(7).failed()).isTrue();
    }

    private static Future<Shop.Reply> read(Shop.Visitor visitor, String product) {
        return visitor.send(HttpMethod.GET, Shop.PRODUCTS + "/" + product, Map.of(), null);
    }
}
