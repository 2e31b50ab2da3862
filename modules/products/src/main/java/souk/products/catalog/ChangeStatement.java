package souk.products.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import souk.products.grant.AccessRule;
import souk.products.grant.Rights;
import souk.shared.http.ExpectedVersion;
import souk.shared.id.UuidV7;
import souk.shared.json.WireJson;

/**
 * The compare-and-set of an edit, with its stock, its movement and its row in the history; also gives the visibility
 * that there was. It names only what the edit names: the price alone is a short statement that touches no index.
 *
 * <p>Product and stock are locked before they are read, so that what was there is of the rows as the others have left
 * them and not of this statement's snapshot.
 */
final class ChangeStatement {

    /** $1: the product, $2: acceptable versions or null for any, $3: the caller, $4 to $6: their rights. */
    static final String AT_VERSION = """
            p.id = $1::uuid AND ($2::bigint[] IS NULL OR p.version = ANY ($2::bigint[]))""";

    static final String UPDATABLE = AccessRule.updatable("$3", "$4", "$5", "$6");
    static final String MANAGEABLE = AccessRule.manageable("$3", "$4", "$5", "$6");

    private static final String WHOLE = """
            WITH was AS (
                SELECT p.id, p.visibility AS old_visibility:was FROM products p
                 WHERE :at AND :updatable:conditions
                   FOR NO KEY UPDATE OF p),
            p AS (
                UPDATE products
                   SET :set version = version + 1, updated_at = greatest(now(), updated_at)
                  FROM was
                 WHERE products.id = was.id
                RETURNING products.*, was.old_visibility:returned),
            before AS (
                SELECT s.product_id, s.on_hand FROM stock s JOIN p ON s.product_id = p.id
                   FOR NO KEY UPDATE OF s),
            :levelled
            noted AS (
                INSERT INTO product_history (product_id, version, actor, action, changes)
                SELECT p.id, p.version, $3::uuid, 'updated', '{}'::jsonb:different
                  FROM p:with_stock)
            SELECT :columns, :on_hand AS on_hand, p.old_visibility
              FROM p JOIN before b ON b.product_id = p.id""".replace(":columns", ReadingRepository.COLUMNS)
            .replace(":at", AT_VERSION)
            .replace(":updatable", UPDATABLE);

    private static final String LEVELLED = """
            levelled AS (
                UPDATE stock s SET on_hand = :stock
                  FROM before b
                 WHERE s.product_id = b.product_id AND b.on_hand <> :stock
                RETURNING s.product_id, :stock - b.on_hand AS delta),
            moved AS (
                INSERT INTO stock_movements (id, product_id, delta, reason, actor, on_hand_after)
                SELECT :movement, product_id, delta, 'set by editor', $3::uuid, :stock FROM levelled),""";

    private static final String MERGED = "(p.attributes - :removed) || :added";

    private static final String FEW_ENOUGH = """

               AND (SELECT count(*) FROM jsonb_object_keys(:merged)) <= :max
               AND octet_length((:merged)::text) <= :bytes""".replace(":merged", MERGED)
            .replace(":max", Integer.toString(Attributes.MAX))
            .replace(":bytes", Integer.toString(Attributes.MAX_BYTES));

    private static final String DIFFERENT_ATTRIBUTES = """
             || COALESCE((SELECT jsonb_object_agg('attributes/' || key, jsonb_build_object('from', o.value, 'to', n.value))
                            FROM jsonb_each(p.old_attributes) o FULL JOIN jsonb_each(p.attributes) n USING (key)
                           WHERE o.value IS DISTINCT FROM n.value), '{}')""";

    private static final String KNOWN = """

               AND NOT EXISTS (SELECT 1 FROM unnest(:ids) c WHERE NOT EXISTS (SELECT 1 FROM categories k WHERE k.id = c))""";

    private static final String PRICE = "jsonb_build_object('minorUnits', :price_minor, 'currency', :currency)";
    private static final String DIMENSIONS = """
            CASE WHEN :length_mm IS NOT NULL THEN
                jsonb_build_object('lengthMm', :length_mm, 'widthMm', :width_mm, 'heightMm', :height_mm) END""";

    private final List<Object> parameters = new ArrayList<>();
    private final StringBuilder was = new StringBuilder();
    private final StringBuilder conditions = new StringBuilder();
    private final StringBuilder set = new StringBuilder();
    private final StringBuilder returned = new StringBuilder();
    private final StringBuilder different = new StringBuilder();
    private String levelled = "";
    private String onHand = "b.on_hand";
    private String withStock = "";

    private ChangeStatement(UUID id, ExpectedVersion expected, Rights rights) {
        parameters.add(id);
        parameters.add(expected.forSql());
        parameters.add(rights.caller());
        parameters.add(rights.writesOwn());
        parameters.add(rights.writesAll());
        parameters.add(rights.usesGrants());
    }

    static ChangeStatement of(UUID id, ProductChange change, ExpectedVersion expected, Rights rights) {
        var statement = new ChangeStatement(id, expected, rights);
        statement.face(change);
        statement.details(change);
        statement.visibility(change);
        statement.stock(change.stock());
        return statement;
    }

    String sql() {
        return WHOLE.replace(":was", was)
                .replace(":conditions", conditions)
                .replace(":set", set)
                .replace(":returned", returned)
                .replace(":levelled", levelled)
                .replace(":different", different)
                .replace(":with_stock", withStock)
                .replace(":on_hand", onHand);
    }

    Object[] parameters() {
        return parameters.toArray();
    }

    private void face(ProductChange change) {
        text("sku", change.sku());
        text("slug", change.slug());
        text("name", change.name());
        text("description", change.description());
        if (change.price() != null) {
            column("price_minor", parameter(change.price().minorUnits(), "bigint"));
            column("currency", parameter(change.price().currencyCode(), "text"));
            different("price", PRICE, "price_minor", "currency");
        }
        text("status", change.status() == null ? null : change.status().text());
    }

    private void details(ProductChange change) {
        if (change.attributes() != null) {
            attributes(change.attributes());
        }
        if (change.images() != null) {
            column("images", parameter(WireJson.text(change.images()), "text") + "::jsonb");
            different("images", ":images", "images");
        }
        if (change.categories() != null) {
            var ids = parameter(change.categories().toArray(UUID[]::new), "uuid[]");
            column("category_ids", ids);
            conditions.append(KNOWN.replace(":ids", ids));
            different("categories", "to_jsonb(:category_ids)", "category_ids");
        }
        if (change.weightGrams().made()) {
            column("weight_grams", parameter(change.weightGrams().value(), "bigint"));
            different("weightGrams", ":weight_grams", "weight_grams");
        }
        if (change.dimensions().made()) {
            var dimensions = change.dimensions().value();
            column("length_mm", parameter(dimensions == null ? null : dimensions.lengthMm(), "bigint"));
            column("width_mm", parameter(dimensions == null ? null : dimensions.widthMm(), "bigint"));
            column("height_mm", parameter(dimensions == null ? null : dimensions.heightMm(), "bigint"));
            different("dimensions", DIMENSIONS, "length_mm", "width_mm", "height_mm");
        }
    }

    private void attributes(AttributeChange change) {
        var added = parameter(WireJson.text(change.set()), "text") + "::jsonb";
        if (change.whole()) {
            column("attributes", added);
        } else {
            var removed = parameter(change.removed().toArray(String[]::new), "text[]");
            column("attributes", merged(MERGED, removed, added).replace("p.attributes", "products.attributes"));
            conditions.append(merged(FEW_ENOUGH, removed, added));
        }
        different.append(DIFFERENT_ATTRIBUTES);
    }

    private static String merged(String sql, String removed, String added) {
        return sql.replace(":removed", removed).replace(":added", added);
    }

    /** Another one needs the right to manage. */
    private void visibility(ProductChange change) {
        if (change.visibility() != null) {
            var wanted = parameter(change.visibility().text(), "text");
            set.append("visibility = ").append(wanted).append(", ");
            conditions.append(" AND (p.visibility = %s OR (%s))".formatted(wanted, MANAGEABLE));
            different("visibility", ":visibility", "visibility");
        }
    }

    private void stock(Long stock) {
        if (stock != null) {
            var level = parameter(stock, "bigint");
            var movement = parameter(UuidV7.next(), "uuid");
            levelled = LEVELLED.replace(":stock", level).replace(":movement", movement);
            onHand = level;
            withStock = " JOIN before b ON b.product_id = p.id";
            different.append(" || CASE WHEN b.on_hand <> %1$s THEN %2$s ELSE '{}' END"
                    .formatted(level, difference("stock", "b.on_hand", level)));
        }
    }

    private void text(String column, String value) {
        if (value != null) {
            column(column, parameter(value, "text"));
            different(column, ":" + column, column);
        }
    }

    private void column(String column, String value) {
        was.append(", p.").append(column).append(" AS old_").append(column);
        set.append(column).append(" = ").append(value).append(", ");
        returned.append(", was.old_").append(column);
    }

    /** @param value an expression over {@code :column} */
    private void different(String member, String value, String... columns) {
        var unequal = new ArrayList<String>();
        var from = value;
        var to = value;
        for (var column : columns) {
            unequal.add("p.old_%1$s IS DISTINCT FROM p.%1$s".formatted(column));
            from = from.replace(":" + column, "p.old_" + column);
            to = to.replace(":" + column, "p." + column);
        }
        different.append(" || CASE WHEN %s THEN %s ELSE '{}' END"
                .formatted(String.join(" OR ", unequal), difference(member, from, to)));
    }

    private static String difference(String member, String from, String to) {
        return "jsonb_build_object('%s', jsonb_build_object('from', %s, 'to', %s))".formatted(member, from, to);
    }

    private String parameter(Object value, String type) {
        parameters.add(value);
        return "$" + parameters.size() + "::" + type;
    }
}
