package souk.products.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.shared.json.WireJson;
import souk.shared.sql.Database;

/** What became of the lines of imports. */
final class LineRepository {

    private static final String ADD = """
            INSERT INTO import_lines (import_id, line, part, outcome, product_id, sku, of_line, violations, notes)
            SELECT $1::uuid, line, part, outcome, product_id, sku, of_line, violations::jsonb, notes::jsonb
              FROM unnest($2::bigint[], $3::int[], $4::text[], $5::uuid[], $6::text[], $7::bigint[], $8::text[],
                          $9::text[])
                AS v(line, part, outcome, product_id, sku, of_line, violations, notes)""";

    private static final String PAGE = """
            SELECT line, part, outcome, product_id, sku, of_line, violations::text AS violations, notes::text AS notes
              FROM import_lines
             WHERE import_id = $1::uuid AND (line, part) > ($2::bigint, $3::int)%s
             ORDER BY line, part LIMIT $4::int""";

    private static final String ALL = PAGE.formatted(" AND $5::text IS NULL");
    private static final String WITH_OUTCOME = PAGE.formatted(" AND outcome = $5::text");

    private final Database database;

    LineRepository(Database database) {
        this.database = database;
    }

    static Future<Void> add(SqlConnection connection, UUID id, List<LineVerdict> verdicts) {
        if (verdicts.isEmpty()) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery(ADD)
                .execute(Database.tuple(
                        id,
                        verdicts.stream().map(LineVerdict::line).toArray(Long[]::new),
                        verdicts.stream().map(LineVerdict::part).toArray(Integer[]::new),
                        verdicts.stream().map(LineVerdict::outcome).toArray(String[]::new),
                        verdicts.stream().map(LineVerdict::productId).toArray(UUID[]::new),
                        verdicts.stream().map(LineVerdict::sku).toArray(String[]::new),
                        verdicts.stream().map(LineVerdict::joinedTo).toArray(Long[]::new),
                        verdicts.stream()
                                .map(verdict -> text(verdict.violations()))
                                .toArray(String[]::new),
                        verdicts.stream().map(verdict -> text(verdict.notes())).toArray(String[]::new)))
                .mapEmpty();
    }

    /** @param outcome null for any */
    Future<List<LineVerdict>> page(UUID id, String outcome, LinePlace after, int limit) {
        return database.query(outcome == null ? ALL : WITH_OUTCOME, id, after.line(), after.part(), limit, outcome)
                .map(rows -> {
                    var verdicts = new ArrayList<LineVerdict>();
                    StreamSupport.stream(rows.spliterator(), false)
                            .map(LineRepository::verdict)
                            .forEach(verdicts::add);
                    return verdicts;
                });
    }

    private static LineVerdict verdict(Row row) {
        return new LineVerdict(
                row.getLong("line"),
                row.getInteger("part"),
                row.getString("outcome"),
                row.getUUID("product_id"),
                row.getString("sku"),
                row.getLong("of_line"),
                json(row.getString("violations")),
                json(row.getString("notes")));
    }

    private static JsonNode json(String text) {
        return WireJson.read(text == null ? "[]" : text, JsonNode.class);
    }

    private static String text(JsonNode json) {
        return json == null || json.isEmpty() ? null : json.toString().replace("\\u0000", "");
    }
}
