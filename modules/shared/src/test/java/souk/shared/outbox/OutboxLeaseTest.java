package souk.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.outbox.PostOffice.QUICK;
import static souk.shared.outbox.PostOffice.SHORT_LEASE;
import static souk.shared.outbox.PostOffice.event;
import static souk.shared.sql.Ledger.await;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.sql.Database;
import souk.testing.FaultProxy;

/** Who may publish a shard, and that nobody else can mark its events. */
class OutboxLeaseTest {

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
    void aRelayThatIsClosedLeavesItsShardsToTheOtherAtOnce() {
        var first = office.relay("one", office::receive);
        Awaitility.await().until(() -> "one".equals(office.holders()));
        office.relay("two", office::receive);
        await(first.close());
        var begun = System.nanoTime();
        Awaitility.await().until(() -> "two".equals(office.holders()));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(QUICK.ttl());
    }

    @Test
    void aRelayCutOffBetweenSendingAndMarkingCannotMarkAfterItsSuccessorBegan() {
        try (var proxy = FaultProxy.to(office.ledger.database.server().port())) {
            var remote = Database.open(office.ledger.vertx, office.ledger.through(proxy.port()));
            var cutOff = new OutboxRelay(
                    office.ledger.vertx,
                    remote,
                    "one",
                    events -> {
                        proxy.freeze();
                        return office.consume(events);
                    },
                    SHORT_LEASE);
            cutOff.start();
            Awaitility.await().until(() -> "one".equals(office.holders()));
            office.add(5, 3);
            Awaitility.await().until(() -> office.effects() > 0);
            office.relay("two", office::consume);
            Awaitility.await().until(() -> "two".equals(office.holders()));
            proxy.pass();
            office.awaitPublished();
            await(cutOff.close());
            await(remote.close());
            assertThat(office.effects()).isEqualTo(15);
            assertThat(office.effectsOutOfOrder()).isZero();
            assertThat(office.ledger.database.number("SELECT min(epoch) FROM outbox_leases"))
                    .isGreaterThan(1);
        }
    }

    @Test
    void aStaleEpochMarksNothing() {
        office.add(1, 1);
        var old = await(new LeaseRepository(office.database, "old/1", Duration.ofSeconds(5)).claim());
        var event = await(office.outbox.pending(old.shards(), 0, 10));
        office.expireLeases();
        var fresh = await(new LeaseRepository(office.database, "new/1", Duration.ofSeconds(5)).claim());
        assertThat(fresh.shards()).hasSize(16);
        assertThat(await(office.outbox.published(old, event))).isZero();
        var earlier = new LeaseRepository.Held("new/1", fresh.shards(), old.epochs(), fresh.until());
        assertThat(await(office.outbox.published(earlier, event))).isZero();
        var other = new LeaseRepository.Held("other/1", fresh.shards(), fresh.epochs(), fresh.until());
        assertThat(await(office.outbox.published(other, event))).isZero();
        assertThat(await(office.outbox.published(fresh, event))).isEqualTo(1);
    }

    @Test
    void aLeaseThatRanOutComesBackUnderANewEpochToItsOwnOwnerToo() {
        var leases = new LeaseRepository(office.database, "one", Duration.ofSeconds(5));
        var first = await(leases.claim());
        var second = await(leases.claim());
        office.expireLeases();
        var third = await(leases.claim());
        assertThat(second.epochs()).isEqualTo(first.epochs());
        assertThat(third.epochs()).isNotEqualTo(first.epochs());
    }
}
