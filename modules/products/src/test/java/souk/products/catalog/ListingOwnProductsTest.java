package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

/** Lists of a seller with very many products. */
class ListingOwnProductsTest {

    private static final String INDEX = "products_of_owner_by_status";

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
    void findsTheFewOfOneStatusWithoutReadingTheManyOfAnother() {
        var seller = shop.newcomer(Role.SELLER);
        var draft = seller.offers(Shop.tea().put("status", "draft")).getString("id");
        shop.database().execute("""
                INSERT INTO products (id, sku, owner_id, name, description, price_minor, currency, status, visibility)
                SELECT uuidv7(), 'S' || i, CASE WHEN i %% 10 = 0 THEN '%s'::uuid ELSE gen_random_uuid() END,
                       'Thing', '', 100, 'EUR', CASE WHEN i %% 10 = 3 THEN 'draft' ELSE 'active' END, 'private'
                  FROM generate_series(1, 20000) i;
                INSERT INTO stock (product_id, on_hand) SELECT id, 1 FROM products ON CONFLICT DO NOTHING;
                ANALYZE products, stock""".formatted(seller.account()));

        assertThat(seller.listed("?status=draft")).containsExactly(draft);

        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    seller.listed("?status=draft");
                    return read(INDEX) > 0;
                });
        assertThat(read("products_of_owner")).isZero();
    }

    /** How many entries of an index were read; the database counts a second or so behind. */
    private static long read(String index) {
        return shop.database()
                .number("SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = '" + index + "'");
    }
}
