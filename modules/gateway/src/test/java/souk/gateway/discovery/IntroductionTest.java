package souk.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.shared.cluster.Member;

class IntroductionTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final Introduction introduction = new Introduction(vertx, this::ready, Set.of("orders", "products"));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void isOverAtOnceWhenSomebodyOfEveryServiceIsKnown() {
        heard.addAll(Set.of("orders", "products"));

        assertThat(introduction.await(LONG).isComplete()).isTrue();
    }

    @Test
    void waitsForTheLastService() {
        heard.add("orders");
        var introduced = introduction.await(LONG);
        assertThat(introduced.isComplete()).isFalse();

        heard.add("products");

        await().until(introduced::succeeded);
    }

    @Test
    void doesNotWaitForEver() {
        var introduced = introduction.await(Duration.ofMillis(60));

        await().until(introduced::succeeded);
    }

    private List<Member> ready(String service) {
        return heard.contains(service)
                ? List.of(new Member(service + "-node", service, service + "-1", "127.0.0.1", 1, 2))
                : List.of();
    }
}
