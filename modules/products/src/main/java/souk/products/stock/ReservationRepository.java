package souk.products.stock;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import souk.products.grant.AccessRule;
import souk.products.grant.Viewer;
import souk.products.stock.Judgement.Accepted;
import souk.products.stock.Judgement.Refused;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved;
import souk.shared.contract.StockReserved.ReservedLine;
import souk.shared.money.Money;
import souk.shared.sql.Database;

/**
 * Reservations and the stock they hold. Lock order: reservation header, stock row, each sorted, so that two batches
 * never wait for each other in a circle.
 */
final class ReservationRepository {

    /**
     * Sorted by request, then id: two instances that insert twins of the same requests meet them in one order. The stock
     * of all lines is locked by the same statement, after the headers.
     */
    private static final String INSERT_HEADERS = """
            WITH fresh AS (
              INSERT INTO reservations (order_id, caller, request_key, request_hash, state, expires_at)
              SELECT order_id, caller, request_key, request_hash, 'held', now() + make_interval(secs => $5::int)
                FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
                       AS r(order_id, caller, request_key, request_hash)
               ORDER BY caller, request_key, order_id
              ON CONFLICT DO NOTHING
              RETURNING order_id),
            locked AS MATERIALIZED (
              SELECT product_id FROM stock
               WHERE product_id = ANY ((SELECT CASE WHEN count(*) > 0 THEN $6::uuid[] END FROM fresh)::uuid[])
               ORDER BY product_id FOR UPDATE)
            SELECT order_id FROM fresh WHERE (SELECT count(*) FROM locked) >= 0""";

    /**
     * A statement of its own, so that it sees what the lock waited for. seen_by has the places, from 1, of those viewers
     * who may see a product that is not public.
     */
    private static final String READ_PRODUCTS =
            """
            SELECT p.id, p.name, p.price_minor, p.currency, p.version, p.owner_id,
                   p.status = 'active' AS for_sale, s.on_hand - s.reserved AS available,
                   CASE WHEN NOT (%s) THEN ARRAY(
                       SELECT v.place FROM unnest($2::uuid[], $3::boolean[]) WITH ORDINALITY AS v(caller, reads_all, place)
                        WHERE %s) END AS seen_by
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE p.id = ANY ((SELECT $1::uuid[])::uuid[]) AND %s""".formatted(AccessRule.PUBLIC, AccessRule.visible("v.caller", "v.reads_all"), AccessRule.THERE);

    private static final String TAKE = """
            WITH line AS MATERIALIZED (
              SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[],
                                   $7::text[], $8::uuid[])
                AS l(order_id, product_id, quantity, unit_price, currency, product_version, name, seller_id)),
            taken AS (
              UPDATE stock SET reserved = reserved + q.quantity
                FROM (SELECT product_id, sum(quantity)::bigint AS quantity FROM line GROUP BY product_id) q
               WHERE stock.product_id = q.product_id)
            INSERT INTO reservation_lines
                   (order_id, product_id, quantity, unit_price, currency, product_version, name, seller_id)
            SELECT * FROM line""";

    private static final String DROP_HEADERS = """
            DELETE FROM reservations WHERE order_id = ANY ($1::uuid[]) AND state = 'held'""";

    private static final String FIND = """
            SELECT order_id, request_hash, true AS own FROM reservations WHERE order_id = $1::uuid
            UNION ALL
            SELECT order_id, request_hash, false FROM reservations
             WHERE caller = $2::uuid AND request_key = $3::text AND state = 'held' AND order_id <> $1::uuid
             ORDER BY own DESC""";

    private static final String LINES = """
            SELECT product_id, name, unit_price, currency, quantity, product_version, seller_id
              FROM reservation_lines WHERE order_id = $1::uuid ORDER BY product_id""";

    private final Database database;
    private final int holdSeconds;

    /** @param holdSeconds after which the sweeper asks what became of the order */
    ReservationRepository(Database database, int holdSeconds) {
        this.database = database;
        this.holdSeconds = holdSeconds;
    }

    /**
     * Holds what can be held, in one transaction, with a verdict for each request whose header is new. A request that
     * is missing from the answer has met an earlier one of the same order or the same key: see {@link #existing}.
     */
    Future<List<Judgement>> hold(List<Asking> askings) {
        return database.transaction(connection -> insertHeaders(connection, askings)
                .compose(fresh -> fresh.isEmpty()
                        ? Future.succeededFuture(List.<Judgement>of())
                        : judge(connection, fresh).compose(verdicts -> apply(connection, verdicts))));
    }

    /** The first answer to the same order id, or the held reservation of the same request; empty if there is none. */
    Future<Optional<StockReserved>> existing(ReserveStock request) {
        return database.query(FIND, request.orderId(), request.caller(), request.requestKey())
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    var found = rows.iterator().next();
                    if (!Objects.equals(found.getString("request_hash"), request.requestHash())) {
                        return Future.failedFuture(new ReservationFailure.KeyReused().refusal());
                    }
                    var orderId = found.getUUID("order_id");
                    return database.query(LINES, orderId)
                            .map(lines -> Optional.of(new StockReserved(
                                    orderId,
                                    stream(lines)
                                            .map(ReservationRepository::line)
                                            .toList())));
                });
    }

    /** Of requests that name the same order, only the first can be fresh. */
    private Future<List<Asking>> insertHeaders(SqlConnection connection, List<Asking> askings) {
        var once = new LinkedHashMap<UUID, Asking>();
        askings.forEach(asking -> once.putIfAbsent(asking.request().orderId(), asking));
        var requests = once.values().stream().map(Asking::request).toList();
        var parameters = Tuple.of(
                once.keySet().toArray(UUID[]::new),
                requests.stream().map(ReserveStock::caller).toArray(UUID[]::new),
                requests.stream().map(ReserveStock::requestKey).toArray(String[]::new),
                requests.stream().map(ReserveStock::requestHash).toArray(String[]::new),
                holdSeconds,
                productIds(once.values()));
        return connection.preparedQuery(INSERT_HEADERS).execute(parameters).map(rows -> {
            var inserted = orderIds(rows);
            return once.values().stream()
                    .filter(asking -> inserted.contains(asking.request().orderId()))
                    .toList();
        });
    }

    private Future<List<Judgement>> judge(SqlConnection connection, List<Asking> fresh) {
        var viewers = fresh.stream().map(Asking::viewer).distinct().toList();
        var sight = Tuple.of(
                productIds(fresh),
                viewers.stream().map(Viewer::caller).toArray(UUID[]::new),
                viewers.stream().map(Viewer::readsAll).toArray(Boolean[]::new));
        return connection
                .preparedQuery(READ_PRODUCTS)
                .execute(sight)
                .map(rows -> new Judging(products(rows, viewers)).all(fresh));
    }

    private Future<List<Judgement>> apply(SqlConnection connection, List<Judgement> verdicts) {
        var accepted = new ArrayList<Accepted>();
        var refused = new ArrayList<UUID>();
        for (var verdict : verdicts) {
            if (verdict instanceof Accepted taken) {
                accepted.add(taken);
            } else if (verdict instanceof Refused) {
                refused.add(verdict.request().orderId());
            }
        }
        var dropped = refused.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(DROP_HEADERS).execute(Tuple.of((Object) refused.toArray(UUID[]::new)));
        return dropped.compose(done -> accepted.isEmpty() ? Future.succeededFuture() : take(connection, accepted))
                .map(verdicts);
    }

    private Future<RowSet<Row>> take(SqlConnection connection, List<Accepted> accepted) {
        var lines = accepted.stream().flatMap(taken -> taken.lines().stream()).toList();
        var orderIds = accepted.stream()
                .flatMap(taken ->
                        taken.lines().stream().map(line -> taken.request().orderId()))
                .toArray(UUID[]::new);
        var rows = Tuple.tuple()
                .addValue(orderIds)
                .addValue(lines.stream().map(ReservedLine::productId).toArray(UUID[]::new))
                .addValue(lines.stream().map(line -> (long) line.quantity()).toArray(Long[]::new))
                .addValue(lines.stream()
                        .map(line -> line.unitPrice().minorUnits())
                        .toArray(Long[]::new))
                .addValue(lines.stream()
                        .map(line -> line.unitPrice().currencyCode())
                        .toArray(String[]::new))
                .addValue(lines.stream().map(ReservedLine::productVersion).toArray(Long[]::new))
                .addValue(lines.stream().map(ReservedLine::name).toArray(String[]::new))
                .addValue(lines.stream().map(ReservedLine::sellerId).toArray(UUID[]::new));
        return connection.preparedQuery(TAKE).execute(rows);
    }

    private static UUID[] productIds(Collection<Asking> askings) {
        return askings.stream()
                .flatMap(asking -> asking.request().lines().stream())
                .map(ReserveStock.OrderLine::productId)
                .distinct()
                .toArray(UUID[]::new);
    }

    private static Map<UUID, StockedProduct> products(RowSet<Row> rows, List<Viewer> viewers) {
        return stream(rows)
                .map(row -> new StockedProduct(
                        row.getUUID("id"),
                        row.getString("name"),
                        Money.ofMinor(row.getLong("price_minor"), row.getString("currency")),
                        row.getLong("version"),
                        row.getUUID("owner_id"),
                        row.getBoolean("for_sale"),
                        row.getLong("available"),
                        seenBy(row.getArrayOfLongs("seen_by"), viewers)))
                .collect(Collectors.toMap(StockedProduct::id, product -> product));
    }

    /** Null for everybody. */
    private static Set<Viewer> seenBy(Long[] places, List<Viewer> viewers) {
        return places == null
                ? null
                : Stream.of(places)
                        .map(place -> viewers.get(place.intValue() - 1))
                        .collect(Collectors.toSet());
    }

    private static ReservedLine line(Row row) {
        return new ReservedLine(
                row.getUUID("product_id"),
                row.getString("name"),
                Money.ofMinor(row.getLong("unit_price"), row.getString("currency")),
                Math.toIntExact(row.getLong("quantity")),
                row.getLong("product_version"),
                row.getUUID("seller_id"));
    }

    private static Set<UUID> orderIds(RowSet<Row> rows) {
        var ids = new HashSet<UUID>();
        rows.forEach(row -> ids.add(row.getUUID("order_id")));
        return ids;
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
