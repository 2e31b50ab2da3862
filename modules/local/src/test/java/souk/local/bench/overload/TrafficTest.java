package souk.local.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.local.client.Visitor;

class TrafficTest {
    private static final Duration TIME = Duration.ofMillis(500);

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private String problem = "{\"code\":\"busy\"}";
    private HttpServer shop;

    @BeforeEach
    void start() throws IOException {
        shop = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        shop.start();
    }

    @AfterEach
    void stop() {
        shop.stop(0);
    }

    @Test
    void countsWhatIsPlacedAndWhatIsRefusedEachWithAKeyOfItsOwn() {
        answering(number -> number % 4 == 0 ? 201 : 503);

        var answers = traffic().open(400, TIME);

        assertThat(answers.size()).isEqualTo(asked.get()).isGreaterThan(20);
        assertThat(keys).hasSize(answers.size());
        assertThat(answers.count(Answers.PLACED) + answers.count(Answers.BUSY)).isEqualTo(answers.size());
        assertThat(answers.count(Answers.PLACED)).isBetween(answers.size() / 4L, answers.size() / 4L + 1);
        assertThat(answers.wrong()).isZero();
    }

    @Test
    void hasNoMoreUnderWayInAClosedLoopThanThereAreClients() {
        answering(number -> 201);

        var answers = traffic().closed(1, TIME);

        assertThat(answers.count(Answers.PLACED)).isEqualTo(answers.size()).isEqualTo(asked.get());
    }

    @Test
    void whatIsAnsweredOtherwiseIsWrong() {
        answering(number -> 429);

        var answers = traffic().open(200, TIME);

        assertThat(answers.wrong()).isEqualTo(answers.size()).isPositive();
    }

    @Test
    void a503ThatDoesNotSayBusyIsUndecided() {
        problem = "{\"code\":\"unavailable\"}";
        answering(number -> 503);

        var answers = traffic().open(200, TIME);

        assertThat(answers.count(Answers.UNDECIDED)).isEqualTo(answers.size()).isEqualTo(answers.wrong());
    }

    private interface Statuses {
        int of(int number);
    }

    private void answering(Statuses statuses) {
        shop.createContext("/api/v1/orders", exchange -> {
            exchange.getRequestBody().readAllBytes();
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            var body = problem.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(statuses.of(asked.getAndIncrement()), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private Traffic traffic() {
        var url = "http://127.0.0.1:" + shop.getAddress().getPort();
        var products = Stream.generate(UUID::randomUUID)
                .limit(2 * OrderBytes.LINES)
                .map(UUID::toString)
                .toList();
        return new Traffic(url, new OrderBytes(url, List.of(new Visitor("ann", "", "token")), products));
    }
}
