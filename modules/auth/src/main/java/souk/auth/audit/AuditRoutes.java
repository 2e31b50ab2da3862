package souk.auth.audit;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.shared.audit.AuditEntry;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Query;
import souk.shared.http.Rule;
import souk.shared.id.UuidV7;
import souk.shared.security.Permission;

/** The audit trail, newest first, for those who may read it. */
public final class AuditRoutes {

    private static final String LIST = "audit";
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Set<String> OUTCOMES = Set.of("success", "failure", "refused");

    private final AuditRepository trail;

    public AuditRoutes(AuditRepository trail) {
        this.trail = trail;
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, "/api/v1/audit", Rule.permission(Permission.READ_AUDIT), this::list);
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        var filter = new AuditRepository.Filter(
                query.text("kind", 100).orElse(null),
                query.uuid("actor").orElse(null),
                query.text("subject", 200).orElse(null),
                outcome(query),
                instant(query, "from"),
                instant(query, "to"));
        var limit = query.limit();
        var cursor = query.cursor().orElse(null);
        query.done();
        return trail.list(filter, position(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, AuditRoutes::cursor))
                .map(page -> request.page(page).header("cache-control", "no-store"));
    }

    private static String outcome(Query query) {
        var outcome = query.text("outcome", 20).orElse(null);
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            query.wrong("outcome", "must be success, failure or refused");
        }
        return outcome;
    }

    private static Instant instant(Query query, String name) {
        return query.text(name, 40)
                .flatMap(text -> {
                    try {
                        return Optional.of(time(text));
                    } catch (DateTimeParseException wrong) {
                        return query.wrong(name, "must be a time such as 2026-05-01T12:00:00Z");
                    }
                })
                .orElse(null);
    }

    /** Throws {@link DateTimeParseException} also for times that the database cannot hold. */
    private static Instant time(String text) {
        var time = Instant.parse(text);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeParseException("There are no entries of that time.", text, 0);
        }
        return time;
    }

    private static String cursor(AuditEntry last) {
        return Cursor.encode(LIST, List.of(last.at().toString(), last.id().toString()));
    }

    private static AuditRepository.Position position(String cursor) {
        if (cursor == null) {
            return null;
        }
        var keys = Cursor.decode(LIST, cursor, 2);
        try {
            var id = UuidV7.parse(keys.get(1)).orElseThrow(Cursor::foreign);
            return new AuditRepository.Position(time(keys.get(0)), id);
        } catch (DateTimeParseException madeUp) {
            throw Cursor.foreign();
        }
    }
}
