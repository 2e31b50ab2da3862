package souk.local.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.local.client.Visitor;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

/** Drives the gateway with wrk: a closed loop, each of its clients sends the next request when the last is answered. */
public final class Wrk {
    private final Program program;
    private final String url;
    private final Scratch scratch;
    private final String script;

    Wrk(Program program, String url, Scratch scratch) {
        this(program, url, scratch, "/bench/load.lua");
    }

    /** @param script a resource */
    public Wrk(Program program, String url, Scratch scratch, String script) {
        this.program = program;
        this.url = url;
        this.scratch = scratch;
        this.script = script;
    }

    public static Program installed() {
        return Program.find("wrk")
                .orElseThrow(() -> new LocalFailure("wrk, the load tool, is not installed:"
                        + " `apt-get install wrk` on Debian and Ubuntu, `dnf install wrk` on Fedora,"
                        + " `brew install wrk` on macOS"));
    }

    Outcome run(Scenario scenario, Duration time, int clients, BenchShop shop, List<Visitor> customers) {
        return run(scenario.id(), time, clients, input(shop, customers));
    }

    /** @param scenario as the script calls it */
    Outcome run(String scenario, Duration time, int clients, String lines) {
        return run(scenario, time, clients, scratch.write("input-" + scenario, lines));
    }

    /**
     * @param mode as the script calls it
     * @param input a file that the script reads
     */
    public Outcome run(String mode, Duration time, int clients, Path input) {
        return parse(
                print(time, clients, mode, input.toString(), UUID.randomUUID().toString()));
    }

    /**
     * What it prints.
     *
     * @param arguments of the script
     */
    public String print(Duration time, int clients, String... arguments) {
        var options = List.of(
                "--threads=" + Math.min(clients, Workload.THREADS),
                "--connections=" + clients,
                "--duration=" + time.toSeconds() + "s",
                "--timeout=10s",
                "--script=" + scratch.unpack(script),
                url,
                "--");
        return program.run(Stream.concat(options.stream(), Stream.of(arguments)).toList(), Map.of());
    }

    /** The one line of JSON in it. Fails with LocalFailure when there is none. */
    public static String json(String output) {
        var lines = output.lines().filter(line -> line.startsWith("{")).toList();
        if (lines.size() != 1) {
            throw new LocalFailure("wrk said something else than expected: " + output.strip());
        }
        return lines.get(0);
    }

    static Outcome parse(String output) {
        var seen = Json.read(json(output), Seen.class);
        var perSecond = seen.requests() / (seen.micros() / 1e6);
        var errors = seen.notOk() + seen.broken();
        var measurement =
                new Measurement(perSecond, seen.p50() / 1e3, seen.p99() / 1e3, Math.max(errors, seen.refused()));
        return new Outcome(measurement, seen.placed(), (seen.requests() - seen.notOk()) / (seen.micros() / 1e6));
    }

    /** One line for each customer. */
    static String logIns(BenchShop shop) {
        return shop.customers().stream()
                .map(customer -> "login {\"username\":\"%s\",\"password\":\"%s\"}"
                        .formatted(customer.username(), customer.password()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static String input(BenchShop shop, List<Visitor> customers) {
        return Stream.concat(
                        customers.stream().map(customer -> "token " + customer.token()),
                        shop.products().stream().map(product -> "product " + product))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * @param placed orders that were acknowledged with 201
     * @param goodPerSecond answers that were 2xx
     */
    public record Outcome(Measurement measurement, long placed, double goodPerSecond) {}

    private record Seen(
            long requests, long micros, long p50, long p99, long notOk, long broken, long placed, long refused) {}
}
