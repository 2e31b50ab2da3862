package souk.orders;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.orders.order.ListStatement;
import souk.shared.config.Settings;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

/**
 * So many orders of three lines that a list which does not go by an index is noticed. Customer c1 has every tenth order, the
 * others about twenty each; product p0 of seller s0 is in every third order, the other products are of 200 sellers.
 */
public final class ManyOrders implements AutoCloseable {

    public static final int ORDERS = 30_000;

    private static final String FILL = """
            CREATE FUNCTION v7(ms bigint, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
              SELECT (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(n %% 4096), 3, '0') || '8'
                      || substr(md5(n::text), 1, 15))::uuid $$;
            INSERT INTO orders (id, customer_id, status, total_minor, currency, created_at, updated_at)
            SELECT v7(ms, n), md5('c' || CASE WHEN n %% 10 = 0 THEN 1 ELSE n * 7919 %% (%1$d / 20) + 2 END)::uuid,
                   CASE WHEN n = 10 THEN 'refunded' WHEN n %% 20 = 0 THEN 'cancelled' ELSE 'completed' END,
                   300, 'EUR', to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0)
              FROM (SELECT n, 1770000000000 + n * 8640 AS ms FROM generate_series(1::bigint, %1$d) n) t;
            INSERT INTO order_lines (order_id, line_no, product_id, seller_id, name, quantity, unit_price, product_version)
            SELECT v7(1770000000000 + n * 8640, n), l, md5('p' || p)::uuid, md5('s' || p %% 200)::uuid, 'Thing', 1, 100, 1
              FROM generate_series(1::bigint, %1$d) n, LATERAL (
                   SELECT l, CASE WHEN l = 1 AND n %% 3 = 0 THEN 0 ELSE 1 + (n * 31 + l * 977) %% 1999 END AS p
                     FROM generate_series(1, 3) l) x;
            ANALYZE""".formatted(ORDERS);

    public final TestDatabase postgres = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();

    public final Database database;

    /**
     * A page as PostgreSQL reads it with a plan that is made for any values.
     *
     * @param pages of 8 KiB that were looked at
     */
    public record Reading(long pages, String plan) {}

    public ManyOrders() {
        var settings = Settings.of(postgres::setting);
        var config = DatabaseConfig.from(settings, "orders");
        settings.verify();
        await(Migrations.run(vertx, config));
        postgres.execute(FILL);
        database = Database.open(vertx, config);
    }

    /** Of a name such as {@code c1}, {@code p0} or {@code s0}. */
    public static UUID id(String name) {
        return UUID.fromString(md5(name).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    public static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    public Reading reading(ListStatement statement, int limit) {
        var values = Stream.of(statement.parameters()).map(ManyOrders::literal).toList();
        var name = "list_" + UUID.randomUUID().toString().replace("-", "");
        var plan = await(database.connection(connection -> connection
                .query("SET plan_cache_mode = force_generic_plan")
                .execute()
                .compose(set -> connection
                        .query("PREPARE " + name + " AS " + statement.page(limit + 1))
                        .execute())
                .compose(prepared -> connection
                        .query("EXPLAIN (ANALYZE, BUFFERS) EXECUTE " + name
                                + (values.isEmpty() ? "" : "(" + String.join(", ", values) + ")"))
                        .execute())
                .map(rows -> {
                    var lines = new ArrayList<String>();
                    rows.forEach(row -> lines.add(row.getString(0)));
                    return lines;
                })));
        var buffers =
                plan.stream().filter(line -> line.contains("Buffers: shared")).findFirst();
        return new Reading(
                buffers.stream()
                        .flatMap(line -> Stream.of(line.split("[ =]")))
                        .filter(word -> word.matches("[0-9]+"))
                        .mapToLong(Long::parseLong)
                        .sum(),
                String.join("\n", plan));
    }

    private static String literal(Object value) {
        if (value.getClass().isArray()) {
            var texts = new ArrayList<String>();
            for (var i = 0; i < Array.getLength(value); i++) {
                texts.add(literal(Array.get(value, i)));
            }
            return texts.stream().collect(Collectors.joining(", ", "ARRAY[", "]"));
        }
        return "'" + value + "'";
    }

    private static String md5(String text) {
        try {
            var digest = java.security.MessageDigest.getInstance("MD5").digest(text.getBytes());
            return java.util.HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
        postgres.close();
    }
}
