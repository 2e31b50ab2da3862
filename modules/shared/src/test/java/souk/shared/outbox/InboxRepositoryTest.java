package souk.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.sql.Ledger.await;
import static souk.shared.sql.Ledger.failureOf;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.json.WireJson;
import souk.shared.sql.Database;
import souk.shared.sql.Ledger;

class InboxRepositoryTest {

    private static Ledger ledger;
    private static Database database;
    private final InboxRepository inbox = new InboxRepository("settlement");
    private final UUID order = UUID.randomUUID();

    @BeforeAll
    static void create() {
        ledger = Ledger.create();
        ledger.apply("inbox");
        database = Database.open(ledger.vertx, ledger.config);
    }

    @AfterAll
    static void drop() {
        await(database.close());
        ledger.close();
    }

    @AfterEach
    void empty() {
        ledger.database.execute("TRUNCATE inbox, inbox_versions");
    }

    @Test
    void admitsAnEventOnce() {
        var event = event(order, 1);
        assertThat(admit(inbox, event)).containsExactly(event);
        assertThat(admit(inbox, event)).isEmpty();
        assertThat(admit(inbox, event, event(order, 2))).hasSize(1);
    }

    @Test
    void admitsAnEventOnceWithinABatchToo() {
        var event = event(order, 1);
        assertThat(admit(inbox, event, event)).containsExactly(event);
    }

    @Test
    void dropsAVersionThatComesAfterANewerOne() {
        admit(inbox, event(order, 3));
        assertThat(admit(inbox, event(order, 2))).isEmpty();
        assertThat(admit(inbox, event(order, 7))).hasSize(1);
    }

    @Test
    void dropsAKnownEventWhateverVersionItClaims() {
        var event = event(order, 1);
        admit(inbox, event);
        var forged = new Event(event.id(), order, 9, event.type(), event.payload(), event.createdAt());
        assertThat(admit(inbox, forged)).isEmpty();
    }

    @Test
    void eachConsumerHasItsOwnInbox() {
        var event = event(order, 1);
        admit(inbox, event);
        assertThat(admit(new InboxRepository("mail"), event)).containsExactly(event);
    }

    @Test
    void forgetsWhatItAdmittedWhenTheEffectFails() {
        var event = event(order, 1);
        failureOf(database.transaction(connection -> inbox.admit(connection, List.of(event))
                .compose(admitted -> Future.failedFuture(new IllegalStateException("no effect")))));
        assertThat(admit(inbox, event)).containsExactly(event);
    }

    @Test
    void admitsOnceHoweverManyDeliverAtOnceInWhateverOrder() {
        var events = new ArrayList<Event>();
        for (var i = 0; i < 30; i++) {
            events.add(event(UUID.randomUUID(), 1));
        }
        var deliveries = new ArrayList<Future<List<Event>>>();
        for (var i = 0; i < 8; i++) {
            var shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled);
            deliveries.add(database.transaction(connection -> inbox.admit(connection, shuffled)));
        }
        var admitted = deliveries.stream().flatMap(one -> await(one).stream()).toList();
        assertThat(admitted).hasSize(30).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void remembersVersionsWhenItForgetsEvents() {
        var event = event(order, 1);
        admit(inbox, event);
        ledger.database.execute("UPDATE inbox SET received_at = now() - interval '30 days'");
        assertThat(await(inbox.sweep(database, Duration.ofDays(7)))).isEqualTo(1);
        assertThat(admit(inbox, event)).isEmpty();
    }

    @Test
    void anEventSurvivesTheWire() {
        var event = event(order, 1);
        assertThat(WireJson.read(WireJson.write(event), Event.class)).isEqualTo(event);
    }

    private static List<Event> admit(InboxRepository inbox, Event... events) {
        return await(database.transaction(connection -> inbox.admit(connection, List.of(events))));
    }

    private static Event event(UUID aggregate, long version) {
        return Event.of(aggregate, version, "order.placed", Map.of("quantity", 2));
    }
}
