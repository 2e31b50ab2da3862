package souk.products.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import souk.products.grant.AccessRule;
import souk.products.grant.Rights;
import souk.products.grant.Viewer;
import souk.products.grant.Visibility;
import souk.shared.json.WireJson;
import souk.shared.money.Money;
import souk.shared.sql.Batcher;
import souk.shared.sql.Database;
import souk.shared.sql.Verdict;

/** Products as they are, for those who see them; and how a product is made of a row. */
public final class ReadingRepository {

    /** Of a product {@code p}; what its stock has on hand comes behind them. In the order in which a row is read. */
    public static final String COLUMNS = """
            p.id, p.sku, p.slug, p.name, p.description, p.price_minor, p.currency, p.status, p.visibility,
            p.attributes::text, p.images::text, p.category_ids, p.weight_grams, p.length_mm, p.width_mm, p.height_mm,
            p.version, p.owner_id, p.created_at, p.updated_at, p.deleted_at""";

    /** $2: the caller, $3: whether the caller sees all products. */
    private static final String VISIBLE = AccessRule.visible("$2", "$3");

    /**
     * $1: products, $2: for each of them the viewer's caller, $3: whether that one sees all products. The arrays stand in
     * sub-selects so that the planner does not see how long they are: short ones would seem cheaper than the general
     * case, and then it plans every single statement anew, which takes five times as long as running it.
     */
    private static final String FIND = """
            SELECT %s, s.on_hand, asked.place
              FROM unnest((SELECT $1::uuid[]), (SELECT $2::uuid[]), (SELECT $3::boolean[]))
                   WITH ORDINALITY AS asked (product, caller, reads_all, place)
              JOIN products p ON p.id = asked.product
              JOIN stock s ON s.product_id = p.id
             WHERE %s""".formatted(COLUMNS, AccessRule.visible("asked.caller", "asked.reads_all"));

    /** $3 to $5: the rights to change products. */
    private static final String FIND_DELETED = """
            SELECT %s, s.on_hand
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE p.id = $1::uuid AND %s""".formatted(COLUMNS, AccessRule.restorable("$2", "$3", "$4", "$5"));

    private static final String FIND_ALL = """
            SELECT %s, s.on_hand
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE p.id = ANY ($1::uuid[]) AND %s""".formatted(COLUMNS, VISIBLE);

    private static final String AVAILABILITY = """
            SELECT s.on_hand, s.reserved
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE p.id = $1::uuid AND %s""".formatted(VISIBLE);

    /** Behind the columns and the stock. */
    private static final int PLACE = 22;

    private static final String NO_JSON_ARRAY = "[]";
    private static final TypeReference<List<ProductImage>> IMAGES = new TypeReference<>() {};

    /** Two statements at once, so that one that is slow does not hold up all others. */
    private static final Batcher.Limits TOGETHER = new Batcher.Limits(64, 512, Duration.ofMillis(1_500), 2);

    private final Database database;
    private final Batcher<Asked, Optional<Product>> finding;

    private record Asked(UUID product, Viewer viewer) {}

    public ReadingRepository(Database database) {
        this.database = database;
        this.finding = database.batcher(TOGETHER, this::findEach);
    }

    /** Empty if it is not there or the viewer may not see it. Who asks at the same time shares a statement. */
    public Future<Optional<Product>> find(UUID id, Viewer viewer) {
        return finding.submit(new Asked(id, viewer));
    }

    /** How many readers of single products shared a statement. */
    double meanBatch() {
        return finding.meanBatch();
    }

    private Future<List<Verdict<Optional<Product>>>> findEach(List<Asked> asked) {
        var products = asked.stream().map(Asked::product).toArray(UUID[]::new);
        var callers = asked.stream().map(one -> one.viewer().caller()).toArray(UUID[]::new);
        var readsAll = asked.stream().map(one -> one.viewer().readsAll()).toArray(Boolean[]::new);
        return database.query(FIND, products, callers, readsAll).map(rows -> {
            var found = new Product[asked.size()];
            rows.forEach(row -> found[row.getInteger(PLACE) - 1] = product(row));
            return Stream.of(found).map(Optional::ofNullable).map(Verdict::of).toList();
        });
    }

    /** Empty if it is not there, is not deleted, or they may not restore it. */
    Future<Optional<Product>> findDeleted(UUID id, Rights rights) {
        return database.query(
                        FIND_DELETED, id, rights.caller(), rights.writesOwn(), rights.writesAll(), rights.usesGrants())
                .map(ReadingRepository::first);
    }

    /** Those that are there and that the viewer sees, in the order of the ids, each once. */
    public Future<List<Product>> findAll(Collection<UUID> ids, Viewer viewer) {
        return database.query(FIND_ALL, ids.toArray(UUID[]::new), viewer.caller(), viewer.readsAll())
                .map(rows -> {
                    Map<UUID, Product> found =
                            products(rows).stream().collect(Collectors.toMap(Product::id, Function.identity()));
                    return ids.stream()
                            .distinct()
                            .map(found::get)
                            .filter(Objects::nonNull)
                            .toList();
                });
    }

    /** Empty if it is not there or the viewer may not see it. */
    Future<Optional<Availability>> availability(UUID id, Viewer viewer) {
        return database.query(AVAILABILITY, id, viewer.caller(), viewer.readsAll())
                .map(rows -> stream(rows)
                        .map(row -> Availability.of(row.getLong("on_hand"), row.getLong("reserved")))
                        .findFirst());
    }

    static Optional<Product> first(RowSet<Row> rows) {
        return stream(rows).map(ReadingRepository::product).findFirst();
    }

    /** Of rows with {@link #COLUMNS} and {@code on_hand}. */
    public static List<Product> products(RowSet<Row> rows) {
        return stream(rows).map(ReadingRepository::product).toList();
    }

    static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    /** By position: this is what reading a list spends its time with. */
    static Product product(Row row) {
        var deletedAt = row.getOffsetDateTime(20);
        return new Product(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Money.ofMinor(row.getLong(5), row.getString(6)),
                row.getLong(21),
                ProductStatus.named(row.getString(7)).orElseThrow(),
                Visibility.of(row.getString(8)),
                AttributeJson.stored(row.getString(9)),
                images(row.getString(10)),
                List.of(row.getArrayOfUUIDs(11)),
                row.getLong(12),
                dimensions(row),
                row.getLong(16),
                row.getUUID(17),
                row.getOffsetDateTime(18).toInstant(),
                row.getOffsetDateTime(19).toInstant(),
                deletedAt == null ? null : deletedAt.toInstant());
    }

    private static List<ProductImage> images(String json) {
        return json.equals(NO_JSON_ARRAY) ? List.of() : WireJson.read(json, IMAGES);
    }

    private static Dimensions dimensions(Row row) {
        var length = row.getLong(13);
        return length == null ? null : new Dimensions(length, row.getLong(14), row.getLong(15));
    }
}
