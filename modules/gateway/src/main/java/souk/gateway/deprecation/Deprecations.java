package souk.gateway.deprecation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells clients what of the API is going to end, as an operator has configured it: {@code Deprecation} (RFC 9745),
 * {@code Sunset} (RFC 8594) and links. Where several are about a request, the first is told. Counts who still uses it.
 */
public final class Deprecations {

    private static final String API = "/api/";

    private final List<Known> all = new ArrayList<>();

    private record Known(Deprecation deprecation, Counter used) {}

    public Deprecations(DeprecationList list, MeterRegistry meters) {
        list.entries().forEach(entry -> all.add(known(entry, meters)));
    }

    private static Known known(Deprecation deprecation, MeterRegistry meters) {
        var used = Counter.builder("souk.gateway.deprecated")
                .description("Requests for what is going to end")
                .tag("path", deprecation.pattern())
                .register(meters);
        return new Known(deprecation, used);
    }

    /** Marks the answer to be. Costs nothing where nothing is going to end. */
    public void announce(HttpServerRequest request) {
        if (all.isEmpty()) {
            return;
        }
        var path = request.path();
        var canonical = path.startsWith(API) || path.startsWith("/.") ? path : DeprecationList.ALIASED + path;
        for (var known : all) {
            if (known.deprecation.covers(request.method().name(), canonical)) {
                known.deprecation.mark(request.response().headers());
                known.used.increment();
                return;
            }
        }
    }
}
