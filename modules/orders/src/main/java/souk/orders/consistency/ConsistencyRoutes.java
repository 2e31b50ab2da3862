package souk.orders.consistency;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import souk.shared.bus.Bus;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;
import souk.shared.security.Permission;
import souk.shared.sql.Database;

/**
 * {@code GET /api/v1/admin/consistency}: the comparison that is under way, or the last one if it is young enough, or a
 * new one. There is one at a time. For one event loop.
 */
public final class ConsistencyRoutes {

    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);
    private static final Duration YOUNG = Duration.ofSeconds(10);
    /** A gateway asks another instance after 600 ms. */
    private static final long WAITED_FOR_MILLIS = 400;

    private final Vertx vertx;
    private final ConsistencyRepository orders;
    private final Bus bus;
    private Comparison underWay;
    private Future<Consistency> outcome;
    private long days;
    private long endedNanos;

    public static ConsistencyRoutes over(Vertx vertx, Database database, Bus bus) {
        return new ConsistencyRoutes(vertx, new ConsistencyRepository(database), bus);
    }

    private ConsistencyRoutes(Vertx vertx, ConsistencyRepository orders, Bus bus) {
        this.vertx = vertx;
        this.orders = orders;
        this.bus = bus;
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, "/api/v1/admin/consistency", Rule.permission(Permission.READ_AUDIT), this::consistency);
    }

    private Future<Answer> consistency(ApiRequest request) {
        var query = request.query();
        var asked = query.integer("days", 1, 3_650).orElse(1L);
        query.done();
        if (underWay == null && !hasYoungOutcome(asked)) {
            begin(asked);
        }
        var running = underWay;
        var answer = running == null
                ? outcome
                : Future.any(outcome, vertx.timer(WAITED_FOR_MILLIS).map(waited -> running.progress()))
                        .compose(first -> outcome.isComplete() ? outcome : Future.succeededFuture(running.progress()));
        return answer.map(found -> Answer.ok(found).header("cache-control", "no-store"));
    }

    private boolean hasYoungOutcome(long asked) {
        return outcome != null
                && outcome.succeeded()
                && days == asked
                && System.nanoTime() - endedNanos < YOUNG.toNanos();
    }

    private void begin(long asked) {
        days = asked;
        underWay = new Comparison(vertx, orders, bus, Duration.ofDays(asked), SECOND_LOOK);
        outcome = underWay.run().onComplete(done -> {
            underWay = null;
            endedNanos = System.nanoTime();
        });
    }
}
