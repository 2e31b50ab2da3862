package souk.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.outbox.PostOffice.event;
import static souk.shared.outbox.PostOffice.inOrder;
import static souk.shared.outbox.PostOffice.settings;
import static souk.shared.sql.Ledger.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.sql.Ledger;

/** Publishing, as long as nobody fails. */
class OutboxRelayTest {

    private static PostOffice office;

    @BeforeAll
    static void open() {
        office = new PostOffice();
    }

    @AfterAll
    static void close() {
        office.close();
    }

    @AfterEach
    void clear() {
        office.clear();
    }

    @Test
    void publishesEachEventInTheOrderOfItsAggregate() {
        office.add(30, 5);
        office.relay("one", office::receive);
        office.awaitPublished();
        assertThat(office.received).hasSize(150);
        assertThat(inOrder(office.received)).isTrue();
    }

    @Test
    void anEventOfATransactionThatFailsIsNeverSent() {
        office.relay("one", office::receive);
        var failed =
                office.database.transaction(connection -> OutboxRepository.add(connection, event(UUID.randomUUID(), 1))
                        .compose(added -> Future.failedFuture(new IllegalStateException("no"))));
        Ledger.failureOf(failed);
        office.add(1, 1);
        office.awaitPublished();
        assertThat(office.received).hasSize(1);
    }

    @Test
    void wakingItSendsWithoutWaitingForThePoll() {
        var relay = office.relay("lazy", office::receive, settings(Duration.ofSeconds(10), Duration.ofSeconds(60)));
        Awaitility.await().until(() -> office.ledger.database.number("SELECT count(*) FROM outbox_leases") == 16);
        await(office.ledger.vertx.timer(50));
        office.add(1, 1);
        relay.wake();
        office.awaitPublished();
        assertThat(office.received).hasSize(1);
    }

    @Test
    void twoRelaysPublishEachEventOnceAndInOrderAsLongAsNobodyDies() {
        office.relay("one", office::receive);
        office.relay("two", office::receive);
        for (var round = 0; round < 10; round++) {
            office.add(10, 5);
        }
        office.awaitPublished();
        assertThat(office.received).hasSize(500);
        assertThat(inOrder(office.received)).isTrue();
    }

    @Test
    void keepsNothingOfWhatWasPublished() {
        office.add(2, 3);
        assertThat(office.ledger.database.number("SELECT count(*) FROM outbox")).isEqualTo(6);
        office.relay("one", office::receive);
        office.awaitPublished();
        assertThat(office.ledger.database.number("SELECT count(*) FROM outbox")).isZero();
        assertThat(office.received).hasSize(6);
    }

    @Test
    void whatLiesBelowTheMarkHoldsBackTheLaterEventsOfItsAggregate() {
        var late = UUID.randomUUID();
        office.add(List.of(event(late, 1), event(UUID.randomUUID(), 1), event(late, 2), event(UUID.randomUUID(), 7)));
        var mark = office.ledger.database.number("SELECT min(position) + 1 FROM outbox");
        var shards = IntStream.range(0, OutboxRepository.SHARDS).boxed().toArray(Integer[]::new);
        assertThat(await(office.outbox.pending(shards, mark, 10)))
                .extracting(one -> one.event().aggregateVersion())
                .containsExactly(1L, 7L);
        assertThat(await(office.outbox.pending(shards, 0, 10)))
                .extracting(one -> one.event().aggregateVersion())
                .containsExactly(1L, 1L, 2L, 7L);
    }
}
