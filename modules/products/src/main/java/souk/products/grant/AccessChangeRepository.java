package souk.products.grant;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.UUID;
import souk.shared.id.UuidV7;
import souk.shared.json.WireJson;
import souk.shared.outbox.Event;
import souk.shared.outbox.OutboxRepository;
import souk.shared.sql.Database;

/**
 * The history of who may see and change which product, and its way to the audit trail: each row leaves in an event of its
 * own, an aggregate with one version, so that none waits for another.
 */
public final class AccessChangeRepository {

    private static final String NOTE = """
            INSERT INTO access_changes (id, product_id, principal, actor, change, old, new)
            VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::text, $7::text)
            RETURNING at""";

    private AccessChangeRepository() {}

    /** In the transaction of the change, while it holds the lock of the product's row. */
    public static Future<Void> note(SqlConnection connection, AccessChange change, Act act) {
        var id = UuidV7.next();
        return connection
                .preparedQuery(NOTE)
                .execute(Database.tuple(
                        id,
                        change.product(),
                        change.principal(),
                        act.actor(),
                        change.isOfGrant() ? "grant" : "visibility",
                        change.from(),
                        change.to()))
                .map(rows -> rows.iterator().next().getOffsetDateTime("at").toInstant())
                .compose(at -> OutboxRepository.add(connection, event(id, at, change, act)));
    }

    private static Event event(UUID id, Instant at, AccessChange change, Act act) {
        return new Event(id, id, 1, change.kind(), WireJson.tree(change.entry(id, at, act)), at);
    }
}
