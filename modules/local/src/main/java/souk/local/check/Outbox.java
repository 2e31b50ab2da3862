package souk.local.check;

/** The outbox is the same in every service that has one. */
final class Outbox {
    /** What was published is no longer there. */
    static final String WAITING = """
            SELECT e.aggregate_id AS order_id, NULL::uuid AS product_id,
                   format('event %s (%s, version %s of %s) has waited for %s s%s', e.id, e.type, e.aggregate_version,
                          e.aggregate_id, extract(epoch FROM now() - e.created_at)::bigint,
                          CASE WHEN e.retry_at = 'infinity' THEN ' and is a dead letter: ' || coalesce(e.last_error, '')
                               ELSE '' END) AS detail
              FROM outbox e
             WHERE e.created_at < now() - interval '{passing} seconds'""";

    private Outbox() {}
}
