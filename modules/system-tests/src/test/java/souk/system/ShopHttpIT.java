package souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.system.ApiDocuments.Operation;

/** What HTTP asks of every route of the documents: through the gateway and at the service itself. */
class ShopHttpIT {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> WITHOUT_EFFECT = Set.of("GET", "HEAD", "OPTIONS");
    private static final String NOTHING = "00000000-0000-7000-8000-000000000000";

    private static final Map<String, String> SERVICES = new HashMap<>();
    private static String gateway;
    private static String token;
    private static AccessWorld world;

    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void open() {
        var shop = LocalShop.shared();
        world = new AccessWorld(shop, "expired");
        gateway = shop.url();
        token = world.admin().token();
        for (var service : ApiDocuments.SERVICES) {
            var environment = GuestInstance.variables(
                    shop.souk("env", service + "-1", "--json").out());
            SERVICES.put(
                    service,
                    "http://%s:%s".formatted(environment.get("SOUK_HTTP_HOST"), environment.get("SOUK_HTTP_PORT")));
        }
    }

    @Test
    void everyPathSaysWhatItKnowsAndRefusesWhatItDoesNot() {
        methodsByPath().forEach((path, operations) -> {
            var allowed = new TreeSet<>(List.of("OPTIONS"));
            operations.forEach(operation -> allowed.add(operation.method()));
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            for (var client : clients(operations.get(0))) {
                var uri = filled(path);
                var options = client.send("OPTIONS", uri, null);
                expect(options.status() == 204 && allowed(options).equals(allowed), "OPTIONS " + path, options);
                METHODS.stream().filter(method -> !allowed.contains(method)).forEach(method -> {
                    var refused = client.send(method, uri, null);
                    expect(refused.status() == 405 && allowed(refused).equals(allowed), method + " " + path, refused);
                });
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyReadAnswersHeadAsGetAndRefusesWhoTakesNoneOfIt() {
        var read = 0;
        for (var operation : all("GET")) {
            for (var client : clients(operation)) {
                var uri = filled(operation.path());
                var get = client.get(uri);
                var head = client.send("HEAD", uri, null);
                expect(head.status() == get.status() && head.body().isEmpty(), "HEAD " + uri, head);
                expect(head.header("etag").equals(get.header("etag")), "ETag of HEAD " + uri, head);
                expect(head.header("content-type").equals(get.header("content-type")), "type of HEAD " + uri, head);
                if (get.status() == 200 && !get.header("content-type").isEmpty()) {
                    read++;
                    var picture = client.get(uri, "Accept", "image/png");
                    expect(
                            picture.status() == 406 && picture.code().equals("not-acceptable"),
                            "picture of " + uri,
                            picture);
                }
            }
        }
        assertThat(read).as("reads that have something to give").isGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyOperationThatTakesJsonTakesNothingElse() {
        var asked = 0;
        for (var operation : operations(method -> true)) {
            if ("application/json".equals(operation.bodyType())
                    && !operation.path().contains("{")) {
                asked++;
                for (var client : clients(operation)) {
                    var answer = client.send(operation.method(), operation.path(), "{}", "Content-Type", "text/plain");
                    var bound = operation.path().endsWith("/import") || answer.status() == 428;
                    expect(answer.status() == 415 || bound, "text for " + operation.id(), answer);
                }
            }
        }
        assertThat(asked).isGreaterThan(5);
        assertThat(wrong).isEmpty();
    }

    /** What a page of another site can make a browser send without being asked: cookies, forms, plain text. */
    @Test
    void nothingIsChangedForACookieAlone() {
        var cookies = Stream.of(
                        "session", "token", "access_token", "Authorization", "refresh_token", "__Host-souk-oidc")
                .map(name -> name + "=" + token)
                .collect(Collectors.joining("; "));
        var tried = 0;
        for (var operation : operations(method -> !WITHOUT_EFFECT.contains(method))) {
            var body = operation.body() == null
                    ? ""
                    : SampleBody.of(operation.body()).toString();
            for (var type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
                for (var client :
                        List.of(Client.anonymous(gateway), Client.anonymous(SERVICES.get(operation.service())))) {
                    tried++;
                    var answer = client.send(
                            operation.method(),
                            filled(operation.path()),
                            body,
                            "Content-Type",
                            type,
                            "Cookie",
                            cookies,
                            "Origin",
                            "https://evil.example",
                            "If-Match",
                            "*");
                    expect(answer.status() >= 400 && answer.status() < 500, operation.id() + " as " + type, answer);
                    expect(answer.header("access-control-allow-origin").isEmpty(), operation.id(), answer);
                }
            }
        }
        System.out.printf("cookies alone: %d requests, %d did something%n", tried, wrong.size());
        assertThat(wrong).isEmpty();
    }

    private void expect(boolean right, String what, Client.Answer answer) {
        if (!right) {
            var body = answer.body();
            wrong.add(what + " at " + answer.response().uri().getPort() + " → " + answer.status() + " "
                    + answer.response().headers().map() + " " + body.substring(0, Math.min(200, body.length())));
        }
    }

    private static List<Client> clients(Operation operation) {
        return List.of(new Client(gateway, token), new Client(SERVICES.get(operation.service()), token));
    }

    private static List<Operation> all(String method) {
        return operations(method::equals);
    }

    private static List<Operation> operations(java.util.function.Predicate<String> methods) {
        return ApiDocuments.all().stream()
                .filter(operation -> methods.test(operation.method()))
                .toList();
    }

    private static Map<String, List<Operation>> methodsByPath() {
        return ApiDocuments.all().stream()
                .collect(Collectors.groupingBy(Operation::path, TreeMap::new, Collectors.toList()));
    }

    private static TreeSet<String> allowed(Client.Answer answer) {
        return Stream.of(answer.header("allow").split(","))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String filled(String path) {
        return path.replaceAll("\\{(provider|name|key)}", "none").replaceAll("\\{[a-zA-Z]+}", NOTHING);
    }
}
