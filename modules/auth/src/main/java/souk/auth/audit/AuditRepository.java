package souk.auth.audit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.audit.AuditEntry;
import souk.shared.audit.AuditTrail;
import souk.shared.sql.Database;

/** The audit trail of all services: entries are added and read, never changed. Each goes to the log, too. */
public final class AuditRepository implements AuditTrail {

    private static final Logger LOG = LogManager.getLogger("souk.audit");

    private static final String INSERT = """
            INSERT INTO audit_entries
                   (id, at, kind, outcome, actor, actor_name, credential, address, subject, service, request_id,
                    detail, count)
            VALUES ($1::uuid, $2::timestamptz, $3::text, $4::text, $5::uuid, $6::text, $7::uuid, $8::text, $9::text,
                    $10::text, $11::text, $12::jsonb, $13::int)
            ON CONFLICT (id) DO NOTHING""";

    private static final String LIST = """
            SELECT id, at, kind, outcome, actor, actor_name, credential, address, subject, service, request_id,
                   detail, count
              FROM audit_entries
             WHERE ($1::text IS NULL OR kind = $1::text)
               AND ($2::uuid IS NULL OR actor = $2::uuid)
               AND ($3::text IS NULL OR subject = $3::text)
               AND ($4::text IS NULL OR outcome = $4::text)
               AND ($5::timestamptz IS NULL OR at >= $5::timestamptz)
               AND ($6::timestamptz IS NULL OR at < $6::timestamptz)
               AND ($7::timestamptz IS NULL OR (at, id) < ($7::timestamptz, $8::uuid))
             ORDER BY at DESC, id DESC
             LIMIT $9::int""";

    private final Database database;

    /** What to list; null members do not restrict. */
    record Filter(String kind, UUID actor, String subject, String outcome, Instant from, Instant to) {}

    /** The last entry of the page before. */
    record Position(Instant at, UUID id) {}

    public AuditRepository(Database database) {
        this.database = database;
    }

    @Override
    public Future<Void> record(List<AuditEntry> entries) {
        return entries.isEmpty()
                ? Future.succeededFuture()
                : database.transaction(connection -> insert(connection, entries));
    }

    public Future<Void> record(AuditEntry entry) {
        return record(List.of(entry));
    }

    /** In the transaction of what it tells about. */
    public Future<Void> record(SqlConnection connection, AuditEntry entry) {
        return insert(connection, List.of(entry));
    }

    Future<List<AuditEntry>> list(Filter filter, Position after, int limit) {
        var parameters = Tuple.tuple()
                .addValue(filter.kind())
                .addValue(filter.actor())
                .addValue(filter.subject())
                .addValue(filter.outcome())
                .addValue(utc(filter.from()))
                .addValue(utc(filter.to()))
                .addValue(after == null ? null : utc(after.at()))
                .addValue(after == null ? null : after.id())
                .addValue(limit);
        return database.connection(connection -> connection.preparedQuery(LIST).execute(parameters))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(AuditRepository::entry)
                        .toList());
    }

    private static Future<Void> insert(SqlConnection connection, List<AuditEntry> entries) {
        entries.forEach(AuditRepository::log);
        return connection
                .preparedQuery(INSERT)
                .executeBatch(entries.stream().map(AuditRepository::tuple).toList())
                .mapEmpty();
    }

    private static void log(AuditEntry entry) {
        LOG.info(
                "event=audit kind={} outcome={} actor={} subject=\"{}\" address={} service={} count={}",
                entry.kind(),
                entry.outcome().label(),
                entry.actor(),
                entry.subject(),
                entry.address(),
                entry.service(),
                entry.count());
    }

    private static Tuple tuple(AuditEntry entry) {
        return Tuple.tuple()
                .addValue(entry.id())
                .addValue(utc(entry.at()))
                .addValue(entry.kind())
                .addValue(entry.outcome().label())
                .addValue(entry.actor())
                .addValue(entry.actorName())
                .addValue(entry.credential())
                .addValue(entry.address())
                .addValue(entry.subject())
                .addValue(entry.service())
                .addValue(entry.requestId())
                .addValue(new JsonObject(new HashMap<String, Object>(entry.detail())))
                .addValue(entry.count());
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getUUID("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("kind"),
                AuditEntry.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getUUID("actor"),
                row.getString("actor_name"),
                row.getUUID("credential"),
                row.getString("address"),
                row.getString("subject"),
                row.getString("service"),
                row.getString("request_id"),
                detail(row.getJsonObject("detail")),
                row.getInteger("count"));
    }

    private static Map<String, String> detail(JsonObject json) {
        var detail = new HashMap<String, String>();
        json.forEach(member -> detail.put(member.getKey(), String.valueOf(member.getValue())));
        return detail;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
