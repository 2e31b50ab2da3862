package souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.system.ApiDocuments.Operation;

/** Every parameter and field of every documented operation, with texts in it that are written for other parsers. */
class ShopInjectionIT {

    private static final int AT_ONCE = 6;
    private static final int THROUGH_THE_GATEWAY = 8;

    private static final int LOOKS = 500;

    /** Constraints at work: two want the same name. */
    private static final String DUPLICATE = "duplicate key value violates unique constraint";

    private static LocalShop shop;
    private static AccessWorld world;
    private static ExecutorService senders;
    private static final Map<String, Client> ATTACKERS = new HashMap<>();
    private static final Map<String, ShopTables> TABLES = new HashMap<>();

    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    private record Sent(InjectionRequests.Request request, Client.Answer answer) {}

    @BeforeAll
    static void open() {
        shop = LocalShop.shared();
        world = new AccessWorld(shop, "expired");
        senders = Executors.newFixedThreadPool(AT_ONCE);
        ATTACKERS.put("gateway", Client.anonymous(shop.url()));
        for (var service : ApiDocuments.SERVICES) {
            var environment = GuestInstance.variables(
                    shop.souk("env", service + "-1", "--json").out());
            var url = "http://%s:%s".formatted(environment.get("SOUK_HTTP_HOST"), environment.get("SOUK_HTTP_PORT"));
            ATTACKERS.put(service, Client.anonymous(url));
            TABLES.put(service, new ShopTables(environment));
        }
    }

    @AfterAll
    static void close() {
        senders.shutdown();
    }

    @Test
    void isTakenForNothingButText() {
        var logs = new ShopLogs(shop.logs());
        var begun = System.nanoTime();
        var operations = ApiDocuments.all();
        operations.forEach(this::attack);
        var seconds = (System.nanoTime() - begun) / 1_000_000_000.0;
        var failed = logs.failedStatements().stream()
                .filter(line -> !line.contains(DUPLICATE))
                .toList();

        System.out.printf(
                "injections: %d operations, %d requests in %.1f s, %s; %d wrong, %d failed statements%n",
                operations.size(),
                statuses.values().stream().mapToInt(count -> count).sum(),
                seconds,
                statuses,
                wrong.size(),
                failed.size());
        assertThat(wrong).isEmpty();
        assertThat(failed).isEmpty();
        assertThat(logs.unsound(Injections.FORGED)).isEmpty();
    }

    private void attack(Operation operation) {
        requireLoggedIn();
        var requests = new InjectionRequests(operation, world);
        var before = settled(operation.service());
        var answers = send(operation.service(), requests.all());
        answers.forEach(sent -> judge(operation, sent));
        if (answers.stream().noneMatch(sent -> sent.answer().status() < 300)) {
            var changed = changed(before, settled(operation.service()));
            if (!changed.isEmpty()) {
                wrong.add(operation.id() + " refused everything and yet changed " + changed);
            }
        }
        send(operation.service(), List.of(requests.plain())).forEach(sent -> judge(operation, sent));
    }

    private void judge(Operation operation, Sent sent) {
        var answer = sent.answer();
        statuses.merge(answer.status(), 1, Integer::sum);
        if (answer.status() >= 500 || answer.header("set-cookie").contains("stolen")) {
            var text = sent.request().toString();
            wrong.add(operation.id() + " → " + answer.status() + " " + answer.body() + " to "
                    + text.substring(0, Math.min(400, text.length())));
        }
    }

    private static List<Sent> send(String service, List<InjectionRequests.Request> requests) {
        var sending = new ArrayList<Future<Sent>>();
        for (var request : requests) {
            var to = ATTACKERS.get(sending.size() % THROUGH_THE_GATEWAY == 0 ? "gateway" : service);
            sending.add(senders.submit(() -> new Sent(
                    request,
                    to.send(
                            request.method(),
                            request.uri(),
                            request.body(),
                            request.headers().toArray(String[]::new)))));
        }
        return sending.stream().map(ShopInjectionIT::got).toList();
    }

    private static Sent got(Future<Sent> sending) {
        try {
            return sending.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (ExecutionException broken) {
            throw new AssertionError(broken.getCause());
        }
    }

    /** When two looks see the same: what was accepted before goes on for a moment. */
    private static Map<String, String> settled(String service) {
        var tables = TABLES.get(service);
        var last = tables.look();
        for (var looks = 0; looks < LOOKS; looks++) {
            var next = tables.look();
            if (next.equals(last)) {
                return last;
            }
            last = next;
        }
        throw new AssertionError("the tables of " + service + " do not come to rest");
    }

    private static List<String> changed(Map<String, String> before, Map<String, String> after) {
        return after.entrySet().stream()
                .filter(table -> !table.getValue().equals(before.get(table.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Some operations end the session of who calls them. */
    private static void requireLoggedIn() {
        if (ATTACKERS.get("auth").get("/api/v1/profile").status() != 200) {
            var token = tokenOfAllRoles();
            ATTACKERS.replaceAll((service, attacker) -> new Client(attacker.url(), token));
        }
    }

    private static String tokenOfAllRoles() {
        var account = world.user();
        var name = world.admin().get(account).json().path("username").asText();
        world.admin()
                .send("PUT", account + "/roles", "{\"roles\":[\"customer\",\"seller\",\"admin\"]}", "If-Match", "*")
                .expect(200);
        return world.grant(name).path("accessToken").asText();
    }
}
