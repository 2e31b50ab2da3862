package souk.auth.cluster;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;
import souk.shared.problem.Trouble;
import souk.shared.runtime.ServiceContext;
import souk.shared.security.Permission;

/** The members of the cluster, once or for as long as somebody watches. */
public final class ClusterRoutes {

    private static final String EVENTS = "text/event-stream";
    private static final int WATCHERS = 16;

    private final ServiceContext service;
    private final Survey survey;
    private final AtomicInteger watchers = new AtomicInteger();

    public ClusterRoutes(ServiceContext service) {
        this.service = service;
        this.survey =
                new Survey(service.bus(), service.directory(), service.node().instance());
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, "/api/v1/cluster", Rule.permission(Permission.READ_CLUSTER), this::show);
    }

    private Future<Answer> show(ApiRequest request) {
        request.query().done();
        var events = request.header("accept")
                .map(accepted -> accepted.toLowerCase(Locale.ROOT).contains(EVENTS))
                .orElse(false);
        return events
                ? stream(request)
                : survey.take()
                        .map(view -> Answer.ok(view)
                                .header("cache-control", "no-store")
                                .header("vary", "accept"));
    }

    private Future<Answer> stream(ApiRequest request) {
        if (watchers.get() >= WATCHERS) {
            return Future.failedFuture(Trouble.busy("too many watch the cluster"));
        }
        return Future.succeededFuture(Answer.streamed(EVENTS, out -> {
                    watchers.incrementAndGet();
                    return new ClusterStream(service, survey, request::stillAllowed)
                            .writeTo(out)
                            .onComplete(ended -> watchers.decrementAndGet());
                })
                .header("cache-control", "no-store")
                .header("vary", "accept"));
    }
}
