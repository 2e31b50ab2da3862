package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import souk.products.catalog.CatalogFailure.CategoryGone;
import souk.products.catalog.CatalogFailure.Taken;
import souk.products.catalog.CatalogFailure.ThereIsOne;
import souk.products.catalog.CatalogFailure.UnknownCategories;
import souk.products.grant.AccessChange;
import souk.products.grant.AccessChangeRepository;
import souk.products.grant.Act;
import souk.products.grant.Visibility;
import souk.shared.id.UuidV7;
import souk.shared.json.WireJson;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;
import souk.shared.sql.Database;
import souk.shared.sql.SqlFailure;

/** New products with their first stock, its movement and the beginning of their history. */
public final class InsertingRepository {

    /** $19: the seller. A product whose id, SKU or slug is taken, or with a category that is not there, is left out. */
    private static final String INSERT = """
            WITH given AS (
                SELECT * FROM unnest(
                    $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[],
                    $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[], $14::bigint[], $15::bigint[],
                    $16::bigint[], $17::bigint[], $18::uuid[])
                  AS g(id, sku, slug, name, description, price_minor, currency, status, visibility, attributes, images,
                       categories, weight_grams, length_mm, width_mm, height_mm, stock, movement)),
            p AS (
                INSERT INTO products (
                       id, owner_id, sku, slug, name, description, price_minor, currency, status, visibility,
                       attributes, images, category_ids, weight_grams, length_mm, width_mm, height_mm)
                SELECT id, $19::uuid, sku, slug, name, description, price_minor, currency, status, visibility,
                       attributes::jsonb, images::jsonb, categories::uuid[], weight_grams, length_mm, width_mm, height_mm
                  FROM given
                 WHERE categories = '{}' OR NOT EXISTS (
                       SELECT 1 FROM unnest(categories::uuid[]) c
                        WHERE NOT EXISTS (SELECT 1 FROM categories k WHERE k.id = c))
                ON CONFLICT DO NOTHING
                RETURNING *),
            stocked AS (
                INSERT INTO stock (product_id, on_hand) SELECT g.id, g.stock FROM given g JOIN p ON p.id = g.id),
            moved AS (
                INSERT INTO stock_movements (id, product_id, delta, reason, actor, on_hand_after)
                SELECT g.movement, g.id, g.stock, 'initial stock', p.owner_id, g.stock
                  FROM given g JOIN p ON p.id = g.id WHERE g.stock > 0),
            noted AS (
                INSERT INTO product_history (product_id, version, actor, action, changes)
                SELECT p.id, p.version, p.owner_id, 'created', jsonb_build_object(
                           'price', jsonb_build_object('from', null, 'to', jsonb_build_object(
                               'minorUnits', p.price_minor, 'currency', p.currency)),
                           'stock', jsonb_build_object('from', null, 'to', g.stock))
                  FROM given g JOIN p ON p.id = g.id)
            SELECT %s, g.stock AS on_hand FROM p JOIN given g ON g.id = p.id""".formatted(ReadingRepository.COLUMNS);

    private static final String OBSTACLES = """
            SELECT EXISTS (SELECT 1 FROM products WHERE id = $1::uuid) AS id,
                   EXISTS (SELECT 1 FROM products
                            WHERE owner_id = $2::uuid AND sku = $3::text AND deleted_at IS NULL) AS sku,
                   EXISTS (SELECT 1 FROM products
                            WHERE owner_id = $2::uuid AND slug = $4::text AND deleted_at IS NULL) AS slug,
                   ARRAY(SELECT c FROM unnest($5::uuid[]) c
                          WHERE NOT EXISTS (SELECT 1 FROM categories k WHERE k.id = c)) AS unknown""";

    private InsertingRepository() {}

    /**
     * The products that are there now, in no order; each that is missing has met another or names a category that is not
     * there, see {@link #obstacle}. Fails with CategoryGone, and then none is. The seller is who acts. Needs a transaction unless all of them are public.
     */
    public static Future<List<Product>> insert(SqlConnection connection, List<Insertion> insertions, Act act) {
        return connection
                .preparedQuery(INSERT)
                .execute(columns(insertions).addValue(act.actor()))
                .recover(failure -> Future.failedFuture(
                        SqlFailure.of(failure).violates(CategoryGone.CONSTRAINT)
                                ? new CategoryGone().refusal()
                                : failure))
                .map(ReadingRepository::products)
                .compose(made -> noteAccess(connection, made, act).map(made));
    }

    /** Why a product was left out; trouble if nothing is in its way any more. */
    public static Future<Refusal> obstacle(SqlConnection connection, Insertion insertion, Act act) {
        var product = insertion.product();
        return connection
                .preparedQuery(OBSTACLES)
                .execute(Database.tuple(
                        insertion.id(),
                        act.actor(),
                        product.sku(),
                        insertion.slug(),
                        product.categories().toArray(UUID[]::new)))
                .map(rows -> {
                    var row = rows.iterator().next();
                    var unknown = List.of(row.getArrayOfUUIDs("unknown"));
                    if (row.getBoolean("id")) {
                        return new ThereIsOne().refusal();
                    }
                    if (!unknown.isEmpty()) {
                        return new UnknownCategories(product.categories(), unknown).refusal();
                    }
                    if (!row.getBoolean("sku") && !row.getBoolean("slug")) {
                        throw Trouble.because("what stood in the way of a product is gone; it may be tried again");
                    }
                    return new Taken(row.getBoolean("sku"), row.getBoolean("slug")).refusal();
                });
    }

    /** A product that begins as a private one is a change of access. */
    private static Future<Void> noteAccess(SqlConnection connection, List<Product> made, Act act) {
        Future<Void> noted = Future.succeededFuture();
        for (var product : made) {
            if (product.visibility() != Visibility.PUBLIC) {
                var change = AccessChange.visibility(product.id(), null, product.visibility());
                noted = noted.compose(done -> AccessChangeRepository.note(connection, change, act));
            }
        }
        return noted;
    }

    private static Tuple columns(List<Insertion> insertions) {
        var products = insertions.stream().map(Insertion::product).toList();
        return Tuple.tuple()
                .addValue(array(insertions, Insertion::id, UUID[]::new))
                .addValue(array(products, NewProduct::sku, String[]::new))
                .addValue(array(insertions, Insertion::slug, String[]::new))
                .addValue(array(products, NewProduct::name, String[]::new))
                .addValue(array(products, NewProduct::description, String[]::new))
                .addValue(array(products, product -> product.price().minorUnits(), Long[]::new))
                .addValue(array(products, product -> product.price().currencyCode(), String[]::new))
                .addValue(array(products, product -> product.status().text(), String[]::new))
                .addValue(array(products, product -> product.visibility().text(), String[]::new))
                .addValue(array(products, product -> WireJson.text(product.attributes()), String[]::new))
                .addValue(array(products, product -> WireJson.text(product.images()), String[]::new))
                .addValue(array(products, product -> uuids(product.categories()), String[]::new))
                .addValue(array(products, NewProduct::weightGrams, Long[]::new))
                .addValue(array(products, product -> side(product, Dimensions::lengthMm), Long[]::new))
                .addValue(array(products, product -> side(product, Dimensions::widthMm), Long[]::new))
                .addValue(array(products, product -> side(product, Dimensions::heightMm), Long[]::new))
                .addValue(array(products, NewProduct::stock, Long[]::new))
                .addValue(array(products, product -> UuidV7.next(), UUID[]::new));
    }

    private static <T, C> C[] array(List<T> rows, Function<T, C> column, java.util.function.IntFunction<C[]> array) {
        return rows.stream().map(column).toArray(array);
    }

    static Long side(NewProduct product, Function<Dimensions, Long> side) {
        return product.dimensions() == null ? null : side.apply(product.dimensions());
    }

    /** As PostgreSQL writes an array, for an array of arrays must have no gaps. */
    static String uuids(List<UUID> ids) {
        return "{" + String.join(",", ids.stream().map(UUID::toString).toList()) + "}";
    }
}
