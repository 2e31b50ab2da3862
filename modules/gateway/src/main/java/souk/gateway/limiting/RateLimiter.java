package souk.gateway.limiting;

import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import souk.gateway.routing.Purpose;
import souk.shared.bus.Bus;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Authenticator;

/**
 * Holds clients to their rates. Decides at once, from the buckets of this gateway; what other gateways have given to the
 * same client is deducted a moment later. Confined to one event loop.
 */
public final class RateLimiter {

    private static final CharSequence POLICY = HttpHeaders.createOptimized("ratelimit-policy");
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("ratelimit");
    private static final long PAUSE_MILLIS = 200;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Function<HttpServerRequest, String> addressOf;
    private final LimitingMetrics metrics;
    private final Accounts accounts;
    private final Callers callers = new Callers();
    private volatile Quotas quotas;

    /**
     * @param addressOf the address of a request's client
     * @param buckets how many are remembered
     * @param nanoClock monotonic, as {@code System::nanoTime} is
     */
    public RateLimiter(
            Function<HttpServerRequest, String> addressOf, int buckets, MeterRegistry meters, LongSupplier nanoClock) {
        this.addressOf = addressOf;
        this.quotas = Quotas.NONE;
        this.metrics = new LimitingMetrics(meters);
        this.accounts = new Accounts(quotas, buckets, nanoClock);
        metrics.measure(accounts);
    }

    /** From now on. What a client has taken counts on. */
    public void allow(Quotas others) {
        quotas = others;
        accounts.allow(others);
    }

    /** What is allowed at this moment, by policy. Thread-safe. */
    public Map<String, String> inForce() {
        return quotas.inForce();
    }

    /** From now on callers of good credentials count for themselves; until then everybody counts by address. */
    public void believe(Authenticator authenticator) {
        callers.believe(authenticator);
    }

    /** Shares what clients take with the other gateways; completes when these can be heard. */
    public Future<Void> share(Vertx vertx, Bus bus) {
        var gossip = new Gossip(bus, accounts, metrics);
        vertx.setPeriodic(PAUSE_MILLIS, tick -> gossip.tell());
        return gossip.listen();
    }

    /**
     * Counts the request and writes into the head of its answer what its client has left. Throws a refusal {@code
     * too-many-requests}.
     */
    public void count(HttpServerRequest request) {
        if (quotas.limitNobody()) {
            return;
        }
        var address = ClientNetwork.of(addressOf.apply(request));
        var client = callers.of(request, address, this::isAllowed);
        take(request, client.policy(), client.name());
        switch (Purpose.of(request.method(), request.path())) {
            case LOG_IN -> take(request, Policy.LOG_IN, address);
            case REGISTRATION -> take(request, Policy.REGISTRATION, address);
            case SEARCH -> take(request, Policy.SEARCH, client.name());
            case ORDER_WRITE -> take(request, Policy.ORDER_WRITES, client.name());
            case READ, WRITE, REPORT -> {}
        }
    }

    private boolean isAllowed(Policy policy, String name) {
        var probe = accounts.take(policy, name);
        probe.ifPresent(taken -> metrics.decided(policy, taken.isConsumed()));
        return probe.isEmpty() || probe.get().isConsumed();
    }

    private void take(HttpServerRequest request, Policy policy, String name) {
        var taken = accounts.take(policy, name);
        if (taken.isEmpty()) {
            return;
        }
        var probe = taken.get();
        metrics.decided(policy, probe.isConsumed());
        tell(request, policy, probe);
        if (!probe.isConsumed()) {
            throw Problem.of(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "This is more than the policy %s allows.".formatted(policy.id()))
                    .with("policy", policy.id())
                    .with("retryAfter", Math.max(1, seconds(probe.getNanosToWaitForRefill())))
                    .refusal();
        }
    }

    /** As draft-ietf-httpapi-ratelimit-headers has it: a list of policies, and what is left of each. */
    private void tell(HttpServerRequest request, Policy policy, ConsumptionProbe probe) {
        var headers = request.response().headers();
        append(headers, POLICY, quotas.shown(policy));
        append(
                headers,
                LIMIT,
                '"' + policy.id() + "\";r=" + Math.max(0, probe.getRemainingTokens()) + ";t="
                        + seconds(probe.getNanosToWaitForReset()));
    }

    private static void append(MultiMap headers, CharSequence name, String item) {
        var before = headers.get(name);
        headers.set(name, before == null ? item : before + ", " + item);
    }

    private static long seconds(long nanos) {
        return (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
    }
}
