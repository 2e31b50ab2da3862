package souk.orders.checkout;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import souk.orders.order.Order;
import souk.shared.contract.OrderEvents;
import souk.shared.id.UuidV7;
import souk.shared.outbox.OutboxRepository;
import souk.shared.sql.Database;

/**
 * The second commit: keys, orders, lines, history and outbox in one transaction. Keys are inserted sorted, then orders
 * sorted by id, so that twins of the same requests on two instances, and the tombstones of the sweeper, meet them in
 * one order.
 */
public final class PlacementRepository {

    /** Whatever loses its key or its order id has no lines, no history and no event. */
    private static final String PLACE = """
            WITH request AS MATERIALIZED (
              SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[],
                                   $8::timestamptz[], $9::uuid[], $10::int[])
                         AS r(order_id, customer_id, request_key, request_hash, total, currency, answer, created_at,
                              event_id, shard)),
            keyed AS (
              INSERT INTO request_keys (caller, route, key, request_hash, status, body, order_id)
              SELECT customer_id::text, $11::text, request_key, decode(request_hash, 'hex'), 201, answer, order_id
                FROM request WHERE request_key IS NOT NULL ORDER BY customer_id, request_key
              ON CONFLICT DO NOTHING
              RETURNING order_id),
            placed AS (
              INSERT INTO orders (id, customer_id, status, total_minor, currency, created_at, updated_at)
              SELECT order_id, customer_id, 'confirmed', total, currency, created_at, created_at
                FROM request
               WHERE request_key IS NULL OR order_id IN (SELECT order_id FROM keyed)
               ORDER BY order_id
              ON CONFLICT DO NOTHING
              RETURNING id, customer_id),
            history AS (
              INSERT INTO order_history (order_id, version, to_status, actor)
              SELECT id, 1, 'confirmed', customer_id FROM placed),
            lines AS (
              INSERT INTO order_lines
                     (order_id, line_no, product_id, seller_id, name, quantity, unit_price, product_version)
              SELECT l.* FROM unnest($12::uuid[], $13::int[], $14::uuid[], $15::uuid[], $16::text[], $17::bigint[],
                                     $18::bigint[], $19::bigint[])
                           AS l(order_id, line_no, product_id, seller_id, name, quantity, unit_price, product_version)
               WHERE l.order_id IN (SELECT id FROM placed)),
            events AS (
              INSERT INTO outbox (id, shard, aggregate_id, aggregate_version, type, payload)
              SELECT event_id, shard, order_id, 1, $20::text, answer
                FROM request WHERE order_id IN (SELECT id FROM placed))
            SELECT order_id AS id, 'keyed' AS what FROM keyed UNION ALL SELECT id, 'placed' FROM placed""";

    /** Of keys whose order turned out to be dead: their requests go on under another order id. */
    private static final String FORGET_KEYS = """
            DELETE FROM request_keys k
             USING unnest($2::text[], $3::text[], $4::uuid[]) AS orphan(caller, key, order_id)
             WHERE k.caller = orphan.caller AND k.route = $1::text AND k.key = orphan.key
               AND k.order_id = orphan.order_id""";

    private static final String FIND_KEYS = """
            SELECT k.caller, k.key, encode(k.request_hash, 'hex') AS request_hash, k.status, k.body, k.order_id
              FROM unnest($2::text[], $3::text[]) AS asked(caller, key)
              JOIN request_keys k ON k.caller = asked.caller AND k.route = $1::text AND k.key = asked.key""";

    private static final String KEEP_REFUSAL = """
            INSERT INTO request_keys (caller, route, key, request_hash, status, body)
            VALUES ($1::text, $2::text, $3::text, decode($4::text, 'hex'), $5::int, $6::text)
            ON CONFLICT DO NOTHING
            RETURNING key""";

    private static final String STANDING = """
            SELECT status = 'never' AS dead FROM orders WHERE id = $1::uuid""";

    private final Database database;

    enum Standing {
        PLACED,
        /** A tombstone: it shall never be. */
        DEAD,
        /** Nothing is there: whoever was in the way has gone again. */
        UNDECIDED
    }

    /** Names a keyed request. */
    record AskedKey(UUID customer, String key) {}

    /** An answer as it was kept. */
    record Kept(String requestHash, int status, String body, UUID orderId) {}

    public PlacementRepository(Database database) {
        this.database = database;
    }

    /** What requests with these keys were answered; those that nobody has answered yet are missing. */
    Future<Map<AskedKey, Kept>> answersTo(List<AskedKey> asked) {
        var callers =
                column(asked, new String[asked.size()], key -> key.customer().toString());
        var keys = column(asked, new String[asked.size()], AskedKey::key);
        return database.query(FIND_KEYS, Attempt.ROUTE, callers, keys).map(rows -> {
            var answers = new HashMap<AskedKey, Kept>();
            rows.forEach(row -> answers.put(
                    new AskedKey(UUID.fromString(row.getString("caller")), row.getString("key")),
                    new Kept(
                            row.getString("request_hash"),
                            row.getInteger("status"),
                            row.getString("body"),
                            row.getUUID("order_id"))));
            return answers;
        });
    }

    /** False if the key already has an answer. */
    Future<Boolean> keepRefusal(Attempt attempt, KeptAnswer answer) {
        return database.query(
                        KEEP_REFUSAL,
                        attempt.customer().toString(),
                        Attempt.ROUTE,
                        attempt.requestKey(),
                        attempt.requestHash(),
                        answer.status(),
                        answer.body())
                .map(rows -> rows.size() == 1);
    }

    /** What lies under the id of an order that lost its commit. */
    Future<Standing> standing(UUID orderId) {
        return database.query(STANDING, orderId)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> row.getBoolean("dead") ? Standing.DEAD : Standing.PLACED)
                        .orElse(Standing.UNDECIDED));
    }

    /** Places what can be placed and answers the ids; one that is missing met an earlier key, order or tombstone. */
    Future<Set<UUID>> commit(List<Placement> batch) {
        var once = new LinkedHashMap<UUID, Placement>();
        batch.forEach(placement -> once.putIfAbsent(placement.order().id(), placement));
        var candidates = List.copyOf(once.values());
        return database.transaction(connection -> place(connection, candidates));
    }

    private Future<Set<UUID>> place(SqlConnection connection, List<Placement> candidates) {
        return connection.preparedQuery(PLACE).execute(parameters(candidates)).compose(rows -> {
            var keyed = ids(rows, "keyed");
            var placed = ids(rows, "placed");
            keyed.removeAll(placed);
            var orphans = candidates.stream()
                    .filter(placement -> keyed.contains(placement.order().id()))
                    .toList();
            return forgetKeys(connection, orphans).map(placed);
        });
    }

    private static Future<Void> forgetKeys(SqlConnection connection, List<Placement> orphans) {
        if (orphans.isEmpty()) {
            return Future.succeededFuture();
        }
        var size = orphans.size();
        var parameters = Tuple.tuple()
                .addValue(Attempt.ROUTE)
                .addValue(column(
                        orphans,
                        new String[size],
                        orphan -> orphan.attempt().customer().toString()))
                .addValue(column(
                        orphans, new String[size], orphan -> orphan.attempt().requestKey()))
                .addValue(
                        column(orphans, new UUID[size], orphan -> orphan.order().id()));
        return connection.preparedQuery(FORGET_KEYS).execute(parameters).mapEmpty();
    }

    private static Tuple parameters(List<Placement> candidates) {
        var size = candidates.size();
        var orders = candidates.stream().map(Placement::order).toList();
        var all = Tuple.tuple()
                .addValue(column(orders, new UUID[size], Order::id))
                .addValue(column(orders, new UUID[size], Order::customerId))
                .addValue(column(
                        candidates,
                        new String[size],
                        placement -> placement.attempt().requestKey()))
                .addValue(column(
                        candidates,
                        new String[size],
                        placement -> placement.attempt().requestHash()))
                .addValue(column(orders, new Long[size], order -> order.total().minorUnits()))
                .addValue(
                        column(orders, new String[size], order -> order.total().currencyCode()))
                .addValue(column(candidates, new String[size], Placement::answer))
                .addValue(column(orders, new OffsetDateTime[size], order -> utc(order.createdAt())))
                .addValue(column(orders, new UUID[size], order -> UuidV7.next()))
                .addValue(column(orders, new Integer[size], order -> OutboxRepository.shard(order.id())))
                .addValue(Attempt.ROUTE);
        return addLines(all, orders).addValue(OrderEvents.PLACED);
    }

    private record Numbered(UUID orderId, int number, Order.Line line) {}

    private static Tuple addLines(Tuple parameters, List<Order> orders) {
        var lines = new ArrayList<Numbered>();
        for (var order : orders) {
            var number = 0;
            for (var line : order.lines()) {
                lines.add(new Numbered(order.id(), ++number, line));
            }
        }
        var size = lines.size();
        return parameters
                .addValue(column(lines, new UUID[size], Numbered::orderId))
                .addValue(column(lines, new Integer[size], Numbered::number))
                .addValue(column(lines, new UUID[size], row -> row.line().productId()))
                .addValue(column(lines, new UUID[size], row -> row.line().sellerId()))
                .addValue(column(lines, new String[size], row -> row.line().name()))
                .addValue(column(lines, new Long[size], row -> row.line().quantity()))
                .addValue(column(
                        lines, new Long[size], row -> row.line().unitPrice().minorUnits()))
                .addValue(column(lines, new Long[size], row -> row.line().productVersion()));
    }

    private static <T, R> R[] column(List<T> rows, R[] column, Function<T, R> value) {
        for (var place = 0; place < column.length; place++) {
            column[place] = value.apply(rows.get(place));
        }
        return column;
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Set<UUID> ids(Iterable<Row> rows, String what) {
        var ids = new HashSet<UUID>();
        rows.forEach(row -> {
            if (row.getString("what").equals(what)) {
                ids.add(row.getUUID("id"));
            }
        });
        return ids;
    }
}
