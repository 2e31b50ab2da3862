package souk.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.auth.RunningAuth.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Trouble;

class PasswordsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Passwords passwords = Passwords.open(vertx, 1, Duration.ofSeconds(20));

    @AfterEach
    void close() {
        await(passwords.close());
        await(vertx.close());
    }

    @Test
    void knowsAPasswordByItsHash() {
        var hash = await(passwords.hash("open sesame, please"));

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(await(passwords.matches("open sesame, please", hash))).isTrue();
        assertThat(await(passwords.matches("open sesame, pleasE", hash))).isFalse();
        assertThat(await(passwords.matchesNobody("open sesame, please"))).isFalse();
    }

    @Test
    void worksOnThisMachine() {
        assertThat(await(passwords.check())).isNull();
    }

    @Test
    void saltsEachHash() {
        assertThat(await(passwords.hash("open sesame, please")))
                .isNotEqualTo(await(passwords.hash("open sesame, please")));
    }

    @Test
    void saysThatItIsBusyRatherThanLettingTheQueueGrow() {
        var hashes = flood(1 + Passwords.QUEUE + 5 - Passwords.FOR_CHECKS);
        var rejected = hashes.stream().filter(Future::failed).toList();

        assertThat(rejected).hasSizeBetween(1, 5);
        assertThatThrownBy(() -> await(rejected.get(0)))
                .cause()
                .isInstanceOfSatisfying(
                        Trouble.class,
                        trouble -> assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BUSY));
        await(Future.join(hashes).otherwiseEmpty());
        assertThat(hashes.stream().filter(Future::succeeded))
                .hasSizeGreaterThanOrEqualTo(1 + Passwords.QUEUE - Passwords.FOR_CHECKS);
    }

    @Test
    void keepsPlacesForThoseWhoLogInWhileManyRegister() {
        var hash = await(passwords.hash("open sesame, please"));
        var registrations = flood(1 + 2 * Passwords.QUEUE);

        var checked = passwords.matches("open sesame, please", hash);

        assertThat(registrations).anyMatch(Future::failed);
        assertThat(await(checked)).isTrue();
        await(Future.join(registrations).otherwiseEmpty());
    }

    private List<Future<String>> flood(int many) {
        return IntStream.range(0, many)
                .mapToObj(number -> passwords.hash("password number " + number))
                .toList();
    }

    @Test
    void doesNotHashForThoseWhoHaveWaitedTooLong() {
        var impatient = Passwords.open(vertx, 1, Duration.ofNanos(1));

        var late = impatient.hash("open sesame, please");

        assertThatThrownBy(() -> await(late))
                .cause()
                .isInstanceOfSatisfying(
                        Trouble.class,
                        trouble -> assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BUSY));
        await(impatient.close());
    }

    @Test
    void recognisesHashesOfOtherParameters() {
        assertThat(passwords.isOutdated("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"))
                .isFalse();
        assertThat(passwords.isOutdated("$argon2id$v=19$m=19456,t=1,p=1$c2FsdA$aGFzaA"))
                .isTrue();
        assertThat(passwords.isOutdated("$argon2i$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"))
                .isTrue();
    }
}
