package souk.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.shared.bus.CallContext;
import souk.shared.contract.AskRevocations;
import souk.shared.contract.AuthOperations;
import souk.testing.TestDatabase;

class RevocationsInPartsTest {

    private static final int MANY = 5_001;

    @Test
    void areNeverToldAllAtOnceHoweverManyThereAre() {
        try (var database = TestDatabase.create();
                var auth = RunningAuth.on(database)) {
            database.execute("INSERT INTO revocations (credential, expires_at)"
                    + " SELECT uuidv7(), now() + interval '1 hour' FROM generate_series(1, " + MANY + ")");

            var told = new HashSet<UUID>();
            UUID after = null;
            do {
                var part = await(auth.bus()
                        .call(
                                AuthOperations.REVOCATIONS,
                                new AskRevocations(Instant.EPOCH, after),
                                CallContext.onOwnBehalf(Duration.ofSeconds(5))));
                assertThat(part.revocations()).hasSizeLessThanOrEqualTo(2_000);
                part.revocations().forEach(revocation -> told.add(revocation.credential()));
                after = part.next();
            } while (after != null);

            assertThat(told).hasSize(MANY);
        }
    }
}
