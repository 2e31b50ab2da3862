package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import souk.products.grant.AccessChange;
import souk.products.grant.AccessChangeRepository;
import souk.products.grant.AccessRule;
import souk.products.grant.Act;
import souk.products.grant.Rights;
import souk.products.grant.Visibility;
import souk.shared.http.Answer;
import souk.shared.http.ExpectedVersion;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;
import souk.shared.sql.SqlFailure;

/**
 * Products and the stock that an editor sets. {@code on_hand} changes only together with the product's version and
 * under the lock of the product's row, which is taken before that of its stock.
 */
final class ProductRepository {

    static final String COLUMNS = """
            p.id, p.sku, p.name, p.description, p.price_minor, p.currency, p.status, p.visibility, p.version,
            p.owner_id, p.created_at, p.updated_at""";

    /** $2: the caller, $3: whether the caller sees all products. */
    private static final String VISIBLE = AccessRule.visible("$2", "$3");

    /** $2: acceptable versions or null for any. */
    private static final String AT_VERSION = """
            p.id = $1::uuid AND ($2::bigint[] IS NULL OR p.version = ANY ($2::bigint[]))""";

    /** $3: the caller, $4: may write own ones, $5: may write all, $6: may use grants. */
    private static final String UPDATABLE = AccessRule.updatable("$3", "$4", "$5", "$6");

    private static final String MANAGEABLE = AccessRule.manageable("$3", "$4", "$5", "$6");

    private static final String FIND = """
            SELECT %s, s.on_hand
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE p.id = $1::uuid AND %s""".formatted(COLUMNS, VISIBLE);

    private static final String AVAILABILITY = """
            SELECT s.on_hand, s.reserved
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE p.id = $1::uuid AND %s""".formatted(VISIBLE);

    private static final String STANDING = """
            SELECT p.version, p.visibility, %s AS updates, %s AS manages
              FROM products p WHERE p.id = $1::uuid AND %s""".formatted(UPDATABLE, MANAGEABLE, AccessRule.visible("$3", "$2"));

    /** No row if the seller has the SKU already. */
    private static final String INSERT = """
            WITH p AS (
                INSERT INTO products (id, owner_id, sku, name, description, price_minor, currency, status, visibility)
                VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::bigint, $7::text, $8::text, $11::text)
                ON CONFLICT (owner_id, sku) WHERE deleted_at IS NULL DO NOTHING
                RETURNING *),
            stocked AS (
                INSERT INTO stock (product_id, on_hand) SELECT id, $9::bigint FROM p),
            moved AS (
                INSERT INTO stock_movements (id, product_id, delta, reason, actor)
                SELECT $10::uuid, id, $9::bigint, 'initial stock', owner_id FROM p WHERE $9::bigint > 0)
            SELECT %s, $9::bigint AS on_hand FROM p""".formatted(COLUMNS);

    /**
     * The compare-and-set of an edit, with its stock and its movement; also gives the visibility that there was.
     * Product and stock are locked before they are read, so that what was there, and the delta, are of the rows as the
     * others have left them and not of this statement's snapshot.
     */
    private static final String CHANGE = """
            WITH was AS (
                SELECT p.id, p.visibility FROM products p
                 WHERE %1$s AND %2$s
                   AND ($15::text IS NULL OR p.visibility = $15::text OR (%3$s))
                   FOR NO KEY UPDATE OF p),
            p AS (
                UPDATE products
                   SET sku = COALESCE($7::text, sku), name = COALESCE($8::text, name),
                       description = COALESCE($9::text, description),
                       price_minor = COALESCE($10::bigint, price_minor), currency = COALESCE($11::text, currency),
                       status = COALESCE($12::text, status), visibility = COALESCE($15::text, products.visibility),
                       version = version + 1, updated_at = greatest(now(), updated_at)
                  FROM was
                 WHERE products.id = was.id
                RETURNING products.*, was.visibility AS old_visibility),
            before AS (
                SELECT s.product_id, s.on_hand FROM stock s JOIN p ON s.product_id = p.id
                   FOR NO KEY UPDATE OF s),
            levelled AS (
                UPDATE stock s SET on_hand = $13::bigint
                  FROM before b
                 WHERE s.product_id = b.product_id AND b.on_hand <> $13::bigint
                RETURNING s.product_id, $13::bigint - b.on_hand AS delta),
            moved AS (
                INSERT INTO stock_movements (id, product_id, delta, reason, actor)
                SELECT $14::uuid, product_id, delta, 'set by editor', $3::uuid FROM levelled)
            SELECT %4$s, COALESCE($13::bigint, b.on_hand) AS on_hand, p.old_visibility
              FROM p JOIN before b ON b.product_id = p.id""".formatted(AT_VERSION, UPDATABLE, MANAGEABLE, COLUMNS);

    private static final String DELETE = """
            UPDATE products p
               SET deleted_at = now(), version = version + 1, updated_at = greatest(now(), updated_at)
             WHERE %s AND %s
            RETURNING version""".formatted(AT_VERSION, MANAGEABLE);

    private static final String RESERVED = """
            SELECT reserved FROM stock WHERE product_id = $1::uuid""";

    private final Database database;
    private final RequestKeys keys;

    ProductRepository(Database database, RequestKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Empty if it is not there or the caller may not see it. */
    Future<Optional<Product>> find(UUID id, Rights rights) {
        return database.query(FIND, id, rights.caller(), rights.readsAll()).map(ProductRepository::first);
    }

    /** Empty if it is not there or the caller may not see it. */
    Future<Optional<Availability>> availability(UUID id, Rights rights) {
        return database.query(AVAILABILITY, id, rights.caller(), rights.readsAll())
                .map(rows -> stream(rows)
                        .map(row -> Availability.of(row.getLong("on_hand"), row.getLong("reserved")))
                        .findFirst());
    }

    /** Empty if it is not there or the caller may not see it. */
    Future<Optional<Standing>> standing(UUID id, Rights rights) {
        return database.query(
                        STANDING,
                        id,
                        rights.readsAll(),
                        rights.caller(),
                        rights.writesOwn(),
                        rights.writesAll(),
                        rights.usesGrants())
                .map(rows -> stream(rows)
                        .map(row -> new Standing(
                                row.getLong("version"),
                                Visibility.of(row.getString("visibility")),
                                row.getBoolean("updates"),
                                row.getBoolean("manages")))
                        .findFirst());
    }

    /** Empty if the seller has the SKU already. */
    Future<Optional<Product>> insert(NewProduct product, Act act) {
        return product.visibility() == Visibility.PUBLIC
                ? database.connection(connection -> insert(connection, product, act))
                : database.transaction(connection -> insert(connection, product, act));
    }

    /**
     * As {@link #insert}, once per request: a repetition gets the answer that was made for the first.
     *
     * @param answer to the outcome; may throw a refusal, which then is what is kept
     */
    Future<Answer> insertOnce(
            KeyedRequest request, NewProduct product, Act act, Function<Optional<Product>, Answer> answer) {
        return keys.once(request, connection -> insert(connection, product, act).map(answer));
    }

    /** The seller is who acts. A product that begins as a private one is a change of access. */
    private static Future<Optional<Product>> insert(SqlConnection connection, NewProduct product, Act act) {
        return connection
                .preparedQuery(INSERT)
                .execute(Database.tuple(
                        UuidV7.next(),
                        act.actor(),
                        product.sku(),
                        product.name(),
                        product.description(),
                        product.price().minorUnits(),
                        product.price().currencyCode(),
                        product.status().text(),
                        product.stock(),
                        UuidV7.next(),
                        product.visibility().text()))
                .map(ProductRepository::first)
                .compose(inserted -> inserted.filter(made -> made.visibility() != Visibility.PUBLIC)
                        .map(made -> AccessChangeRepository.note(
                                        connection, AccessChange.visibility(made.id(), null, made.visibility()), act)
                                .map(inserted))
                        .orElseGet(() -> Future.succeededFuture(inserted)));
    }

    /**
     * Empty if the version is another one, the caller may not change the product, or it is not there. Fails with
     * DuplicateSku or StockBelowReserved, and then nothing is changed.
     */
    Future<Optional<Product>> change(UUID id, ProductChange change, ExpectedVersion expected, Editor editor) {
        var parameters = parameters(id, change, expected, editor.rights());
        var changed = change.visibility() == null
                ? database.query(CHANGE, parameters).map(ProductRepository::first)
                : database.transaction(connection -> connection
                        .preparedQuery(CHANGE)
                        .execute(Database.tuple(parameters))
                        .compose(rows -> note(connection, rows, editor.act())));
        return changed.recover(failure -> refusal(id, failure));
    }

    private static Future<Optional<Product>> note(SqlConnection connection, RowSet<Row> rows, Act act) {
        var changed = first(rows);
        var before = stream(rows)
                .map(row -> Visibility.of(row.getString("old_visibility")))
                .findFirst();
        return changed.filter(product -> product.visibility() != before.get())
                .map(product -> AccessChange.visibility(product.id(), before.get(), product.visibility()))
                .map(noted ->
                        AccessChangeRepository.note(connection, noted, act).map(changed))
                .orElseGet(() -> Future.succeededFuture(changed));
    }

    private static Object[] parameters(UUID id, ProductChange change, ExpectedVersion expected, Rights rights) {
        var price = Optional.ofNullable(change.price());
        return new Object[] {
            id,
            expected.forSql(),
            rights.caller(),
            rights.writesOwn(),
            rights.writesAll(),
            rights.usesGrants(),
            change.sku(),
            change.name(),
            change.description(),
            price.map(Money::minorUnits).orElse(null),
            price.map(Money::currencyCode).orElse(null),
            change.status() == null ? null : change.status().text(),
            change.stock(),
            UuidV7.next(),
            change.visibility() == null ? null : change.visibility().text()
        };
    }

    /** False if the version is another one, the caller may not change the product, or it is not there. */
    Future<Boolean> delete(UUID id, ExpectedVersion expected, Rights rights) {
        return database.query(
                        DELETE,
                        id,
                        expected.forSql(),
                        rights.caller(),
                        rights.writesOwn(),
                        rights.writesAll(),
                        rights.usesGrants())
                .map(rows -> rows.size() == 1);
    }

    private <T> Future<T> refusal(UUID id, Throwable failure) {
        return switch (SqlFailure.of(failure).constraint()) {
            case "products_sku_unique" -> Future.failedFuture(new CatalogFailure.DuplicateSku().refusal());
            case "stock_covers_reserved" ->
                database.query(RESERVED, id)
                        .compose(rows -> Future.failedFuture(new CatalogFailure.StockBelowReserved(
                                        rows.iterator().next().getLong("reserved"))
                                .refusal()));
            default -> Future.failedFuture(failure);
        };
    }

    private static Optional<Product> first(RowSet<Row> rows) {
        return stream(rows).map(ProductRepository::product).findFirst();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    static Product product(Row row) {
        return new Product(
                row.getUUID("id"),
                row.getString("sku"),
                row.getString("name"),
                row.getString("description"),
                Money.ofMinor(row.getLong("price_minor"), row.getString("currency")),
                row.getLong("on_hand"),
                ProductStatus.named(row.getString("status")).orElseThrow(),
                Visibility.of(row.getString("visibility")),
                row.getLong("version"),
                row.getUUID("owner_id"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
