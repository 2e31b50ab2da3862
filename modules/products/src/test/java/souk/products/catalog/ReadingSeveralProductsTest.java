package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class ReadingSeveralProductsTest {

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void givesThemInTheOrderOfAskingEachOnceAndLeavesOutWhatThereIsNot() {
        var seller = shop.newcomer(Role.SELLER);
        var ids = new ArrayList<>(IntStream.range(0, 5)
                .mapToObj(i -> id(seller.offers(Shop.tea())))
                .toList());
        Collections.reverse(ids);
        var asked = ids.get(0) + "," + ids.get(3) + "," + UUID.randomUUID() + "," + ids.get(1) + "," + ids.get(0);

        assertThat(shop.anybody().listed("?ids=" + asked)).containsExactly(ids.get(0), ids.get(3), ids.get(1));
    }

    @Test
    void givesEverybodyOnlyWhatTheySee() {
        var seller = shop.newcomer(Role.SELLER);
        var guest = shop.newcomer(Role.CUSTOMER);
        var everybodys = id(seller.offers(Shop.tea()));
        var hidden = id(seller.offers(Shop.tea().put("visibility", "private")));
        var draft = id(seller.offers(Shop.tea().put("status", "draft")));
        var deleted = id(seller.offers(Shop.tea()));
        seller.delete(deleted, "*").expect(204);
        seller.grant(hidden, guest.account(), "view").expect(201);
        var all = "?ids=" + String.join(",", everybodys, hidden, draft, deleted);

        assertThat(shop.anybody().listed(all)).containsExactly(everybodys);
        assertThat(shop.newcomer(Role.SELLER).listed(all)).containsExactly(everybodys);
        assertThat(guest.listed(all)).containsExactly(everybodys, hidden);
        assertThat(seller.listed(all)).containsExactly(everybodys, hidden, draft);
    }

    @Test
    void takesAHundredIdsAndNothingThatIsNone() {
        var hundred =
                String.join(",", Collections.nCopies(100, UUID.randomUUID().toString()));

        assertThat(shop.anybody().listed("?ids=" + hundred)).isEmpty();
        for (var wrong : List.of(hundred + "," + UUID.randomUUID(), "x", UUID.randomUUID() + ",", ",")) {
            assertThat(shop.anybody()
                            .get(Shop.PRODUCTS + "?ids=" + wrong)
                            .expect(400)
                            .pointers())
                    .containsExactly("ids");
        }
        shop.anybody().get(Shop.PRODUCTS + "?limit=5&ids=" + UUID.randomUUID()).expect(400);
    }

    private static String id(JsonObject product) {
        return product.getString("id");
    }
}
