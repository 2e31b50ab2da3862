package souk.shared.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import souk.shared.http.RefusalListener.Refused;
import souk.shared.security.Caller;
import souk.shared.security.Role;

class RefusalJournalTest {

    private static final Caller ANN = Caller.of(UUID.randomUUID(), "ann", Role.CUSTOMER);

    private final List<List<AuditEntry>> stored = new ArrayList<>();
    private Future<Void> answer = Future.succeededFuture();
    private final RefusalJournal journal = new RefusalJournal("orders", entries -> {
        if (answer.succeeded()) {
            stored.add(entries);
        }
        return answer;
    });

    @Test
    void countsTheSameAndTellsTheDifferentApart() {
        journal.refused(refused(ANN, "10.0.0.1", "GET /a"));
        journal.refused(refused(ANN, "10.0.0.1", "GET /a"));
        journal.refused(refused(ANN, "10.0.0.2", "GET /a"));
        journal.refused(refused(Caller.ANONYMOUS, "10.0.0.1", "GET /a"));
        journal.flush();

        assertThat(stored).hasSize(1);
        assertThat(stored.get(0)).extracting(AuditEntry::count).containsExactly(2, 1, 1);
        assertThat(stored.get(0)).extracting(AuditEntry::actor).containsExactly(ANN.id(), ANN.id(), null);
    }

    @Test
    void keepsWhatCouldNotBeStoredAndSendsItAgainUnderTheSameId() {
        answer = Future.failedFuture("away");
        journal.refused(refused(ANN, "10.0.0.1", "GET /a"));
        journal.flush();
        journal.refused(refused(ANN, "10.0.0.1", "GET /b"));
        journal.flush();

        answer = Future.succeededFuture();
        journal.flush();
        journal.flush();

        assertThat(stored).hasSize(2);
        assertThat(stored.get(0)).extracting(AuditEntry::subject).containsExactly("GET /a");
        assertThat(stored.get(1)).extracting(AuditEntry::subject).containsExactly("GET /b");
    }

    @Test
    void holdsNoMoreThanItsBoundWhileTheTrailIsAway() {
        answer = Promise.<Void>promise().future();
        for (var number = 0; number < RefusalJournal.MOST_WAITING + 500; number++) {
            journal.refused(refused(ANN, "10.0.0.1", "GET /" + number));
        }
        answer = Future.succeededFuture();
        journal.flush();

        assertThat(stored.get(0)).hasSize(RefusalJournal.MOST_WAITING);
    }

    private static Refused refused(Caller caller, String address, String route) {
        return new Refused("request-1", caller, address, route, "forbidden");
    }
}
