package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import souk.shared.security.Role;

class ConcurrentGrantingTest {

    private static final int WRITERS = 20;
    private static final String[] LEVELS = {"view", "update", "manage"};

    private static Shop shop;

    private final Shop.Visitor seller = shop.newcomer(Role.SELLER);
    private final Shop.Visitor friend = shop.newcomer(Role.CUSTOMER);
    private final String id =
            seller.offers(Shop.tea().put("visibility", "private")).getString("id");

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @RepeatedTest(3)
    void makesOneGrantOutOfTwentyWhoPutTheSame() {
        var replies = all(IntStream.range(0, WRITERS)
                .mapToObj(writer -> put(seller, "view", Map.of()))
                .toList());

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(WRITERS - 1);
        assertThat(historyOf("grant")).containsExactly("null>view");
    }

    @RepeatedTest(3)
    void letsOneOfTwentyWithTheSameTagChangeAGrant() {
        Shop.await(put(seller, "view", Map.of())).expect(201);

        var replies = all(IntStream.range(0, WRITERS)
                .mapToObj(writer -> put(seller, LEVELS[1 + writer % 2], Map.of("if-match", "\"1\"")))
                .toList());

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 412).hasSize(WRITERS - 1);
        assertThat(historyOf("grant")).hasSize(2);
    }

    @RepeatedTest(3)
    void tellsAHistoryWithoutGapsOfTwentyWhoChangeTakeBackAndGrantAgain() {
        var work = new ArrayList<Future<Shop.Reply>>();
        for (var writer = 0; writer < WRITERS; writer++) {
            work.add(put(seller, LEVELS[writer % 3], Map.of()));
            work.add(put(seller, LEVELS[writer % 3], Map.of("if-match", "*")));
            if (writer % 4 == 0) {
                work.add(seller.send(HttpMethod.DELETE, uri(), Map.of("if-match", "*"), null));
            }
        }
        all(work);

        assertTruthful(historyOf("grant"), level());
    }

    @RepeatedTest(3)
    void letsNobodyGrantWithARightThatWasTakenBefore() {
        Shop.await(put(seller, "manage", Map.of())).expect(201);
        var work = new ArrayList<Future<Shop.Reply>>();
        for (var writer = 0; writer < WRITERS; writer++) {
            work.add(put(friend, LEVELS[writer % 3], Map.of("if-match", "*")));
        }
        all(work);

        var history = historyOf("grant");
        assertTruthful(history, level());
        assertThat(history.subList(1, history.size()))
                .as("each was made by somebody who could still manage: %s", history)
                .allSatisfy(change -> assertThat(change).startsWith("manage>"));
    }

    @RepeatedTest(3)
    void tellsAHistoryWithoutGapsOfAVisibilityThatTwentyEditorsTurn() {
        all(IntStream.range(0, 2 * WRITERS)
                .mapToObj(writer -> seller.send(
                        HttpMethod.PATCH,
                        Shop.PRODUCTS + "/" + id,
                        Map.of("if-match", "*"),
                        new JsonObject()
                                .put("visibility", writer % 2 == 0 ? "public" : "private")
                                .toBuffer()))
                .toList());

        assertTruthful(
                historyOf("visibility"),
                seller.get(Shop.PRODUCTS + "/" + id).json().getString("visibility"));
    }

    private static void assertTruthful(List<String> history, String present) {
        var level = "null";
        for (var change : history) {
            assertThat(change).as("in %s", history).startsWith(level + ">");
            level = change.split(">")[1];
        }
        assertThat(level).as("in %s", history).isEqualTo(present);
    }

    private Future<Shop.Reply> put(Shop.Visitor visitor, String level, Map<String, String> headers) {
        return visitor.send(
                HttpMethod.PUT,
                uri(),
                headers,
                new JsonObject().put("level", level).toBuffer());
    }

    private String uri() {
        return Shop.grantUri(id, friend.account());
    }

    private String level() {
        return shop.database()
                .value("SELECT coalesce(max(level), 'null') FROM product_grants WHERE product_id = '" + id + "'");
    }

    private List<String> historyOf(String change) {
        return List.of(shop.database()
                .value("SELECT string_agg(coalesce(old, 'null') || '>' || coalesce(new, 'null'), ',' ORDER BY at)"
                        + " FROM access_changes WHERE product_id = '" + id + "' AND change = '" + change + "'")
                .split(","));
    }

    private static List<Shop.Reply> all(List<Future<Shop.Reply>> replies) {
        return Shop.await(Future.all(replies)).list();
    }
}
