package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import souk.products.grant.AccessChange;
import souk.products.grant.AccessChangeRepository;
import souk.products.grant.Act;
import souk.shared.id.UuidV7;
import souk.shared.json.WireJson;
import souk.shared.sql.Database;

/** Many products in a statement, inside the caller's transaction. Who may change them is the caller's to know. */
public final class BulkRepository {

    /**
     * In the order of their ids, as everybody who locks several does. Asking for the next key, in the place of an equal
     * one, can only be answered from the index of that key: a table that has just been filled has no statistics, and all
     * products of a seller would be read for each line.
     */
    private static final String LOCK = """
            SELECT %s, s.on_hand, s.reserved
              FROM unnest($1::uuid[], $2::text[]) AS wanted(owner_id, sku)
             CROSS JOIN LATERAL (
                   SELECT c.id FROM products c
                    WHERE (c.owner_id, c.sku) >= (wanted.owner_id, wanted.sku) AND c.deleted_at IS NULL
                    ORDER BY c.owner_id, c.sku LIMIT 1) AS next
              JOIN products p ON p.id = next.id AND p.owner_id = wanted.owner_id AND p.sku = wanted.sku
              JOIN stock s ON s.product_id = p.id
             WHERE p.deleted_at IS NULL
             ORDER BY p.id
               FOR NO KEY UPDATE OF p, s""".formatted(ReadingRepository.COLUMNS);

    private static final String SLUGS = """
            SELECT p.owner_id, p.slug, p.sku
              FROM unnest($1::uuid[], $2::text[]) AS wanted(owner_id, slug)
             CROSS JOIN LATERAL (
                   SELECT c.owner_id, c.slug, c.sku FROM products c
                    WHERE (c.owner_id, c.slug) >= (wanted.owner_id, wanted.slug) AND c.deleted_at IS NULL
                    ORDER BY c.owner_id, c.slug LIMIT 1) AS p
             WHERE p.owner_id = wanted.owner_id AND p.slug = wanted.slug""";

    /** $18: who changes them. */
    private static final String CHANGE = """
            WITH given AS (
                SELECT * FROM unnest(
                    $1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[],
                    $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[], $14::bigint[], $15::bigint[],
                    $16::bigint[], $17::bigint[], $19::bigint[], $20::uuid[], $21::text[])
                  AS g(id, version, slug, name, description, price_minor, currency, status, visibility, attributes,
                       images, categories, weight_grams, length_mm, width_mm, height_mm, stock, stock_before, movement,
                       changes)),
            p AS (
                UPDATE products
                   SET slug = g.slug, name = g.name, description = g.description, price_minor = g.price_minor,
                       currency = g.currency, status = g.status, visibility = g.visibility,
                       attributes = g.attributes::jsonb, images = g.images::jsonb,
                       category_ids = g.categories::uuid[], weight_grams = g.weight_grams, length_mm = g.length_mm,
                       width_mm = g.width_mm, height_mm = g.height_mm, version = products.version + 1,
                       updated_at = greatest(now(), updated_at)
                  FROM given g
                 WHERE products.id = g.id AND products.version = g.version
                RETURNING products.id, products.version),
            levelled AS (
                UPDATE stock s SET on_hand = g.stock
                  FROM given g JOIN p ON p.id = g.id
                 WHERE s.product_id = g.id AND g.stock <> g.stock_before),
            moved AS (
                INSERT INTO stock_movements (id, product_id, delta, reason, actor, on_hand_after)
                SELECT g.movement, g.id, g.stock - g.stock_before, 'set by import', $18::uuid, g.stock
                  FROM given g JOIN p ON p.id = g.id WHERE g.stock <> g.stock_before)
            INSERT INTO product_history (product_id, version, actor, action, changes)
            SELECT p.id, p.version, $18::uuid, 'updated', g.changes::jsonb FROM given g JOIN p ON p.id = g.id""";

    private BulkRepository() {}

    /** @param reserved pieces that orders hold, below which the stock cannot go */
    public record Locked(Product product, long reserved) {}

    /** @param sku of the product that has the slug */
    public record TakenSlug(UUID owner, String slug, String sku) {}

    /** Those that are there, locked together with their stock until the transaction ends. */
    public static Future<List<Locked>> lock(SqlConnection connection, UUID[] owners, String[] skus) {
        return connection
                .preparedQuery(LOCK)
                .execute(Database.tuple(owners, skus))
                .map(rows -> ReadingRepository.stream(rows)
                        .map(row -> new Locked(ReadingRepository.product(row), row.getLong("reserved")))
                        .toList());
    }

    public static Future<List<TakenSlug>> slugs(SqlConnection connection, UUID[] owners, String[] slugs) {
        return connection
                .preparedQuery(SLUGS)
                .execute(Database.tuple(owners, slugs))
                .map(rows -> ReadingRepository.stream(rows)
                        .map(row -> new TakenSlug(row.getUUID("owner_id"), row.getString("slug"), row.getString("sku")))
                        .toList());
    }

    /** All of them, for they are locked; a constraint that one of them violates fails them all. */
    public static Future<Void> change(SqlConnection connection, List<Replacement> replacements, Act act) {
        return connection
                .preparedQuery(CHANGE)
                .execute(columns(replacements, act))
                .compose(rows -> rows.rowCount() == replacements.size()
                        ? noteAccess(connection, replacements, act)
                        : Future.failedFuture(new IllegalStateException("a locked product was changed by another")));
    }

    private static Future<Void> noteAccess(SqlConnection connection, Collection<Replacement> replacements, Act act) {
        Future<Void> noted = Future.succeededFuture();
        for (var each : replacements) {
            var before = each.before();
            var wanted = each.wanted().visibility();
            if (before.visibility() != wanted) {
                var change = AccessChange.visibility(before.id(), before.visibility(), wanted);
                noted = noted.compose(done -> AccessChangeRepository.note(connection, change, act));
            }
        }
        return noted;
    }

    private static Tuple columns(List<Replacement> all, Act act) {
        var before = all.stream().map(Replacement::before).toList();
        var wanted = all.stream().map(Replacement::wanted).toList();
        var columns = new ArrayList<Object>();
        columns.add(array(before, Product::id, UUID[]::new));
        columns.add(array(before, Product::version, Long[]::new));
        columns.add(array(all, Replacement::slug, String[]::new));
        columns.add(array(wanted, NewProduct::name, String[]::new));
        columns.add(array(wanted, NewProduct::description, String[]::new));
        columns.add(array(wanted, product -> product.price().minorUnits(), Long[]::new));
        columns.add(array(wanted, product -> product.price().currencyCode(), String[]::new));
        columns.add(array(wanted, product -> product.status().text(), String[]::new));
        columns.add(array(wanted, product -> product.visibility().text(), String[]::new));
        columns.add(array(wanted, product -> WireJson.text(product.attributes()), String[]::new));
        columns.add(array(wanted, product -> WireJson.text(product.images()), String[]::new));
        columns.add(array(wanted, product -> InsertingRepository.uuids(product.categories()), String[]::new));
        columns.add(array(wanted, NewProduct::weightGrams, Long[]::new));
        columns.add(array(wanted, product -> InsertingRepository.side(product, Dimensions::lengthMm), Long[]::new));
        columns.add(array(wanted, product -> InsertingRepository.side(product, Dimensions::widthMm), Long[]::new));
        columns.add(array(wanted, product -> InsertingRepository.side(product, Dimensions::heightMm), Long[]::new));
        columns.add(array(wanted, NewProduct::stock, Long[]::new));
        columns.add(act.actor());
        columns.add(array(before, Product::stock, Long[]::new));
        columns.add(array(all, each -> UuidV7.next(), UUID[]::new));
        columns.add(array(all, each -> each.changes().toString(), String[]::new));
        return Tuple.from(columns);
    }

    private static <T, C> C[] array(List<T> rows, Function<T, C> column, IntFunction<C[]> array) {
        return rows.stream().map(column).toArray(array);
    }
}
