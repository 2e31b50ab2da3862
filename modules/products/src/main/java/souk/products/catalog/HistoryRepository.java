package souk.products.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import souk.products.catalog.HistoryEntry.MemberChange;
import souk.products.grant.AccessRule;
import souk.products.grant.Rights;
import souk.products.grant.Viewer;
import souk.shared.json.StrictJson;
import souk.shared.json.WireJson;
import souk.shared.money.Money;
import souk.shared.sql.Database;

/** What became of products, and at what price they were. */
final class HistoryRepository {

    /** $1: the product, $2: the caller, $3 to $6: their rights; a deleted one is there for those who may restore it. */
    private static final String MAY_READ = """
            SELECT p.deleted_at IS NOT NULL OR $6::boolean OR %s AS may_read FROM products p
             WHERE p.id = $1::uuid AND ((%s) OR %s)""".formatted(
                    AccessRule.updatable("$2", "$3", "$4", "$5"),
                    AccessRule.visible("$2", "$6"),
                    AccessRule.restorable("$2", "$3", "$4", "$5"));

    /** $2: below which version, $3: how many. */
    private static final String HISTORY = """
            SELECT version, action, actor, at, changes::text AS changes FROM product_history
             WHERE product_id = $1::uuid AND version < $2::bigint ORDER BY version DESC LIMIT $3::bigint""";

    /**
     * Beginnings of the prices of a product {@code p}. Where the first change says what was there before, and where
     * there is no change, an earlier price began with the product, as version 0.
     */
    private static final String BEGINNINGS = """
            SELECT h.version, h.at, (h.changes #>> '{price,to,minorUnits}')::bigint AS minor,
                   h.changes #>> '{price,to,currency}' AS currency
              FROM product_history h WHERE h.product_id = p.id AND h.changes ? 'price'
            UNION ALL
            SELECT 0, p.created_at, COALESCE(f.minor, p.price_minor), COALESCE(f.currency, p.currency)
              FROM (VALUES (1)) one LEFT JOIN LATERAL (
                   SELECT true AS there, (h.changes #>> '{price,from,minorUnits}')::bigint AS minor,
                          h.changes #>> '{price,from,currency}' AS currency
                     FROM product_history h WHERE h.product_id = p.id AND h.changes ? 'price'
                    ORDER BY h.version LIMIT 1) f ON true
             WHERE f.there IS NULL OR f.minor IS NOT NULL""";

    /** Of the last 30 days, and what there was when they began. */
    private static final String LOWEST = """
            SELECT p.currency, (
                   SELECT min(b.minor) FROM (%1$s) b
                    WHERE b.currency = p.currency AND (b.at > now() - interval '30 days' OR b.version = (
                          SELECT max(o.version) FROM (%1$s) o WHERE o.at <= now() - interval '30 days'))) AS minor
              FROM products p WHERE p.id = $1::uuid AND %2$s""".formatted(BEGINNINGS, AccessRule.visible("$2", "$3"));

    /** $2: below which version, $3: how many. */
    private static final String PRICES = """
            SELECT b.version, b.at, b.minor, b.currency FROM products p CROSS JOIN LATERAL (%s) b
             WHERE p.id = $1::uuid AND b.version < $2::bigint ORDER BY b.version DESC LIMIT $3::bigint""".formatted(BEGINNINGS);

    private final Database database;

    /** @param version from which on it was the price */
    record Beginning(long version, Instant at, Money price) {}

    HistoryRepository(Database database) {
        this.database = database;
    }

    /** Empty if the caller does not see the product. */
    Future<Optional<Boolean>> mayRead(UUID id, Rights rights) {
        return database.query(
                        MAY_READ,
                        id,
                        rights.caller(),
                        rights.writesOwn(),
                        rights.writesAll(),
                        rights.usesGrants(),
                        rights.readsAll())
                .map(rows -> ReadingRepository.stream(rows)
                        .map(row -> row.getBoolean("may_read"))
                        .findFirst());
    }

    /** Newest first. */
    Future<List<HistoryEntry>> history(UUID id, long below, long limit) {
        return database.query(HISTORY, id, below, limit)
                .map(rows -> ReadingRepository.stream(rows)
                        .map(HistoryRepository::entry)
                        .toList());
    }

    /** The lowest of the last 30 days; empty if the viewer does not see the product. */
    Future<Optional<Money>> lowest(UUID id, Viewer viewer) {
        return database.query(LOWEST, id, viewer.caller(), viewer.readsAll())
                .map(rows -> ReadingRepository.stream(rows)
                        .map(row -> Money.ofMinor(row.getLong("minor"), row.getString("currency")))
                        .findFirst());
    }

    /** Newest first. */
    Future<List<Beginning>> prices(UUID id, long below, long limit) {
        return database.query(PRICES, id, below, limit)
                .map(rows -> ReadingRepository.stream(rows)
                        .map(row -> new Beginning(
                                row.getLong("version"),
                                row.getOffsetDateTime("at").toInstant(),
                                Money.ofMinor(row.getLong("minor"), row.getString("currency"))))
                        .toList());
    }

    private static HistoryEntry entry(Row row) {
        var changes = new ArrayList<MemberChange>();
        StrictJson.parse(row.getString("changes"))
                .properties()
                .forEach(member -> changes.add(change(
                        member.getKey(),
                        member.getValue().path("from"),
                        member.getValue().path("to"))));
        changes.sort(Comparator.comparing(MemberChange::pointer));
        var version = row.getLong("version");
        var action = row.getString("action");
        return new HistoryEntry(
                version,
                action.equals("created") ? null : version - 1,
                action,
                row.getUUID("actor"),
                row.getOffsetDateTime("at").toInstant(),
                changes);
    }

    private static MemberChange change(String member, JsonNode from, JsonNode to) {
        return member.equals("price")
                ? new MemberChange("/price", money(from), money(to))
                : new MemberChange("/" + member, from, to);
    }

    private static JsonNode money(JsonNode stored) {
        return stored.isObject()
                ? WireJson.tree(Money.ofMinor(
                        stored.path("minorUnits").longValue(),
                        stored.path("currency").textValue()))
                : stored;
    }
}
