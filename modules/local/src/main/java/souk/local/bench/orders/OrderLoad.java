package souk.local.bench.orders;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import souk.local.bench.Measurement;
import souk.local.bench.Scratch;
import souk.local.bench.Wrk;
import souk.local.data.Json;

/** Orders in a closed loop, sent for so long and all answered. */
final class OrderLoad {
    /** The slowest answer may take so long after the last request. */
    private static final Duration FOR_THE_LAST = Duration.ofSeconds(2);

    private final Wrk wrk;
    private final Shoppers shoppers;

    OrderLoad(String url, Scratch scratch, Shoppers shoppers) {
        this.wrk = new Wrk(Wrk.installed(), url, scratch, "/bench/load.lua");
        this.shoppers = shoppers;
    }

    /**
     * @param first when the first one was sent
     * @param last when the last answer came
     * @param placed how many were acknowledged
     * @param unanswered how many were not answered at all
     * @param measurement of the answers; its rate is without the outbox
     */
    record Sent(Instant first, Instant last, long placed, long unanswered, Measurement measurement) {}

    Sent run(Choice choice, int clients, Duration time) {
        var input = shoppers.input();
        var output = wrk.print(
                time.plus(FOR_THE_LAST),
                clients,
                choice.id(),
                input.toString(),
                UUID.randomUUID().toString(),
                Long.toString(time.toSeconds()));
        return parse(output);
    }

    static Sent parse(String output) {
        var seen = Json.read(Wrk.json(output), Seen.class);
        var unanswered = Math.max(seen.broken(), seen.asked() - seen.requests());
        var perSecond = seen.placed() / ((seen.last() - seen.first()) / 1e6);
        var measurement = new Measurement(perSecond, seen.p50() / 1e3, seen.p99() / 1e3, seen.notOk() + unanswered);
        return new Sent(instant(seen.first()), instant(seen.last()), seen.placed(), unanswered, measurement);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private record Seen(
            long requests,
            long p50,
            long p99,
            long notOk,
            long broken,
            long placed,
            long asked,
            long first,
            long last) {}
}
