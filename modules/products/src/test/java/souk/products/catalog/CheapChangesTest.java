package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import souk.products.grant.Rights;
import souk.shared.http.ExpectedVersion;
import souk.shared.json.Fields;
import souk.shared.json.StrictJson;
import souk.shared.security.Role;

class CheapChangesTest {

    private static final String PRICE = "{\"price\": {\"amount\": \"1.00\", \"currency\": \"EUR\"}}";

    @Test
    void touchesNoIndexOfTheProductsForANewPrice() {
        try (var shop = Shop.open()) {
            var seller = shop.newcomer(Role.SELLER);
            var id = seller.offers(Shop.tea()).getString("id");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        seller.patch(id, "*", new JsonObject(PRICE)).expect(200);
                        return count(shop, "n_tup_upd") > 0;
                    });

            assertThat(count(shop, "n_tup_hot_upd")).isEqualTo(count(shop, "n_tup_upd"));
        }
    }

    @Test
    void namesOnlyWhatAChangeNames() {
        var change = ProductInput.patched(Fields.of(StrictJson.parse(PRICE)));
        var rights = new Rights(UUID.randomUUID(), false, true, false, false);

        var statement = ChangeStatement.of(UUID.randomUUID(), change, ExpectedVersion.ofBody(1), rights);

        assertThat(statement.parameters()).hasSize(8);
        for (var other : List.of("sku =", "attributes =", "category_ids =", "UPDATE stock", "stock_movements")) {
            assertThat(statement.sql()).doesNotContain(other);
        }
    }

    private static long count(Shop shop, String what) {
        return shop.database().number("SELECT " + what + " FROM pg_stat_user_tables WHERE relname = 'products'");
    }
}
