package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import souk.shared.contract.OrderShipped.ShippedLine;
import souk.shared.sql.Database;

/** What has left of an order. */
final class ShipmentRepository {

    private static final String ADD = """
            WITH line AS MATERIALIZED (
              SELECT * FROM unnest($6::uuid[], $7::bigint[]) AS l(product_id, quantity)),
            shipment AS (
              INSERT INTO shipments (id, order_id, carrier, tracking_number, actor)
              VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::uuid)),
            contents AS (
              INSERT INTO shipment_lines (shipment_id, product_id, quantity)
              SELECT $1::uuid, product_id, quantity FROM line)
            UPDATE order_lines SET shipped = shipped + line.quantity
              FROM line WHERE order_lines.order_id = $2::uuid AND order_lines.product_id = line.product_id""";

    private static final String OF_ORDER = """
            SELECT s.id, s.carrier, s.tracking_number, s.at, l.product_id, l.quantity
              FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id
             WHERE s.order_id = $1::uuid ORDER BY s.id, l.product_id""";

    /** In the transaction that holds the order's lock. */
    Future<Void> add(SqlConnection connection, UUID orderId, UUID actor, Shipment shipment) {
        return connection
                .preparedQuery(ADD)
                .execute(Database.tuple(
                        shipment.id(),
                        orderId,
                        shipment.carrier(),
                        shipment.trackingNumber(),
                        actor,
                        shipment.lines().stream().map(ShippedLine::productId).toArray(UUID[]::new),
                        shipment.lines().stream().map(ShippedLine::quantity).toArray(Long[]::new)))
                .mapEmpty();
    }

    /** In the order in which they left. */
    Future<List<Shipment>> of(SqlConnection connection, UUID orderId) {
        return connection.preparedQuery(OF_ORDER).execute(Tuple.of(orderId)).map(rows -> {
            var lines = new LinkedHashMap<UUID, List<ShippedLine>>();
            var shipments = new LinkedHashMap<UUID, Shipment>();
            rows.forEach(row -> {
                var id = row.getUUID("id");
                lines.computeIfAbsent(id, unused -> new ArrayList<>())
                        .add(new ShippedLine(row.getUUID("product_id"), row.getLong("quantity")));
                shipments.put(
                        id,
                        new Shipment(
                                id,
                                lines.get(id),
                                row.getString("carrier"),
                                row.getString("tracking_number"),
                                row.getOffsetDateTime("at").toInstant()));
            });
            return List.copyOf(shipments.values());
        });
    }
}
