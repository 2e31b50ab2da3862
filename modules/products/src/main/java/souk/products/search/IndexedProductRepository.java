package souk.products.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import souk.products.catalog.ProductStatus;
import souk.products.grant.AccessRule;
import souk.shared.json.StrictJson;
import souk.shared.money.Money;
import souk.shared.sql.Database;

/** Products as the index needs them: what is there, whoever may see it. */
final class IndexedProductRepository {

    private static final String SELECT = """
            SELECT p.id, p.version, p.sku, p.owner_id, p.name, p.description, p.price_minor, p.currency, p.status,
                   p.attributes::text AS attributes, p.category_ids, s.on_hand > 0 AS on_hand, (%s) AS open,
                   ARRAY(SELECT g.principal FROM product_grants g WHERE g.product_id = p.id) AS grantees
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE %s""".formatted(AccessRule.PUBLIC, AccessRule.THERE);

    private static final String BY_IDS = SELECT + " AND p.id = ANY ($1::uuid[])";

    private static final String BEHIND = SELECT + " AND p.id > $1::uuid ORDER BY p.id LIMIT $2::bigint";

    private static final String VERSIONS = """
            SELECT p.id, p.version FROM products p WHERE %s AND p.id = ANY ($1::uuid[])""".formatted(AccessRule.THERE);

    private static final String VERSIONS_BEHIND = """
            SELECT p.id, p.version FROM products p
             WHERE %s AND p.id > $1::uuid ORDER BY p.id LIMIT $2::bigint""".formatted(AccessRule.THERE);

    private static final String NONE = "{}";

    private final Database database;

    IndexedProductRepository(Database database) {
        this.database = database;
    }

    /** Those of them that are there, in any order. */
    Future<List<IndexedProduct>> find(Collection<UUID> ids) {
        return database.query(BY_IDS, (Object) ids.toArray(UUID[]::new)).map(IndexedProductRepository::products);
    }

    /** Those with the next greater ids, in their order. */
    Future<List<IndexedProduct>> behind(UUID id, int limit) {
        return database.query(BEHIND, id, (long) limit).map(IndexedProductRepository::products);
    }

    /** Those of them that are there with their versions. */
    Future<Map<UUID, Long>> versions(Collection<UUID> ids) {
        return database.query(VERSIONS, (Object) ids.toArray(UUID[]::new)).map(IndexedProductRepository::versions);
    }

    /** Those with the next greater ids, in their order, with their versions. */
    Future<Map<UUID, Long>> versionsBehind(UUID id, int limit) {
        return database.query(VERSIONS_BEHIND, id, (long) limit).map(IndexedProductRepository::versions);
    }

    private static Map<UUID, Long> versions(RowSet<Row> rows) {
        var versions = new LinkedHashMap<UUID, Long>();
        rows.forEach(row -> versions.put(row.getUUID("id"), row.getLong("version")));
        return versions;
    }

    private static List<IndexedProduct> products(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(IndexedProductRepository::product)
                .toList();
    }

    private static IndexedProduct product(Row row) {
        var owner = row.getUUID("owner_id");
        var grantees = row.getArrayOfUUIDs("grantees");
        return new IndexedProduct(
                row.getUUID("id"),
                row.getLong("version"),
                row.getString("sku"),
                owner,
                row.getString("name"),
                row.getString("description"),
                Money.ofMinor(row.getLong("price_minor"), row.getString("currency")),
                ProductStatus.named(row.getString("status")).orElseThrow(),
                row.getBoolean("open"),
                row.getBoolean("on_hand"),
                attributes(row.getString("attributes")),
                List.of(row.getArrayOfUUIDs("category_ids")),
                Stream.concat(Stream.of(owner), Stream.of(grantees)).distinct().toList());
    }

    private static Map<String, Object> attributes(String json) {
        if (json.equals(NONE)) {
            return Map.of();
        }
        var attributes = new HashMap<String, Object>();
        StrictJson.parse(json)
                .properties()
                .forEach(member -> attributes.put(member.getKey(), value(member.getValue())));
        return attributes;
    }

    private static Object value(JsonNode json) {
        if (json.isArray()) {
            return StreamSupport.stream(json.spliterator(), false)
                    .map(IndexedProductRepository::value)
                    .toList();
        }
        return json.isNumber() ? json.decimalValue() : json.isBoolean() ? json.booleanValue() : json.asText();
    }
}
