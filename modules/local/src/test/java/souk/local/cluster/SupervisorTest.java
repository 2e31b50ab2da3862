package souk.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.local.process.LaunchSpec;
import souk.local.process.ProcessRegister;
import souk.local.process.Signal;
import souk.local.process.Spawner;

class SupervisorTest {
    @TempDir
    private Path directory;

    private Supervisor supervisor;

    @BeforeEach
    void open() {
        var register = new ProcessRegister(directory.resolve("processes.json"));
        supervisor = new Supervisor(new Spawner(register), event -> {});
    }

    @AfterEach
    void stopAll() {
        supervisor.stopAll(spec -> true).join();
    }

    @Test
    void startsAgainWhatWasKilled() {
        run("sleeper", "exec sleep 1000");
        var first = status().pid();

        supervisor.kill("sleeper").join();

        await().until(() -> status().state() == InstanceState.READY);
        assertThat(status().pid()).isNotEqualTo(first);
        assertThat(status().restarts()).isEqualTo(1);
    }

    @Test
    void leavesDownWhatWasStopped() {
        run("sleeper", "exec sleep 1000");

        supervisor.stop("sleeper").join();

        assertThat(status().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(status().pid()).isNull();
        assertThat(status().restarts()).isZero();
    }

    @Test
    void leavesDownWhatWasStoppedWhileItWaitedForItsNextStart() {
        supervisor.add(spec("broken", "exit 2")).join();
        assertThatThrownBy(() -> supervisor.start("broken").join());

        supervisor.stop("broken").join();

        assertThat(status().state()).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void startsWhatWasStopped() {
        run("sleeper", "exec sleep 1000");
        supervisor.stop("sleeper").join();

        supervisor.start("sleeper").join();

        assertThat(status().state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void leavesAloneWhatRunsWhenItIsStartedAgain() {
        run("sleeper", "exec sleep 1000");
        var first = status().pid();

        supervisor.start("sleeper").join();

        assertThat(status().pid()).isEqualTo(first);
    }

    @Test
    void tellsHowWhatNeverBecameReadyEnded() {
        supervisor.add(spec("broken", "echo no such database; exit 2")).join();

        assertThatThrownBy(() -> supervisor.start("broken").join())
                .hasMessageContaining("broken ended with exit code 2 before it was ready")
                .hasMessageContaining("no such database");
    }

    @Test
    void freezesAndLetsGoOn() {
        run("sleeper", "exec sleep 1000");
        var pid = status().pid();

        supervisor.pause("sleeper").join();
        assertThat(status().state()).isEqualTo(InstanceState.PAUSED);
        supervisor.resume("sleeper").join();

        await().until(() -> status().state() == InstanceState.READY);
        assertThat(status().pid()).isEqualTo(pid);
    }

    @Test
    void stopsWhatIsFrozen() {
        run("sleeper", "exec sleep 1000");
        supervisor.pause("sleeper").join();

        supervisor.stop("sleeper").join();

        assertThat(status().state()).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void refusesANameThatItDoesNotKnow() {
        run("sleeper", "exec sleep 1000");

        assertThatThrownBy(() -> supervisor.kill("sleepy").join())
                .hasMessageContaining("there is no sleepy, only sleeper");
    }

    @Test
    void startsNothingAnyMoreWhenTheClusterGoesDown() {
        supervisor.add(spec("sleeper", "exec sleep 1000")).join();

        supervisor.refuseStarts();

        assertThatThrownBy(() -> supervisor.start("sleeper").join()).hasMessageContaining("going down");
    }

    @Test
    void startsAnewWhatIsStartingForTooLong() {
        var asked = new ConcurrentLinkedQueue<Long>();
        Readiness onlyAnother = pid -> {
            asked.add(pid);
            return CompletableFuture.completedFuture(asked.peek() != pid);
        };
        supervisor
                .add(spec("hanging", "exec sleep 1000", onlyAnother, Duration.ofMillis(300)))
                .join();

        supervisor.start("hanging").orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(status().restarts()).isEqualTo(1);
        assertThat(status().pid()).isNotEqualTo(asked.peek());
    }

    @Test
    void givesTimeToWhatMayTakeAsLongAsItNeeds() {
        var ready = new AtomicBoolean();
        Readiness later = pid -> CompletableFuture.completedFuture(ready.get());
        supervisor.add(spec("recovering", "exec sleep 1000", later, null)).join();
        var started = supervisor.start("recovering");
        await().during(Duration.ofMillis(600)).until(() -> status().restarts() == 0);

        ready.set(true);

        started.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(status().restarts()).isZero();
    }

    @Test
    void looksAgainWhenAnAnswerDoesNotCome() {
        var looks = new AtomicInteger();
        Readiness silentOnce = pid ->
                looks.incrementAndGet() == 1 ? new CompletableFuture<>() : CompletableFuture.completedFuture(true);
        supervisor
                .add(spec("silent", "exec sleep 1000", silentOnce, Duration.ofSeconds(20)))
                .join();

        supervisor.start("silent").orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(status().restarts()).isZero();
    }

    private void run(String name, String script) {
        supervisor.add(spec(name, script)).join();
        supervisor.start(name).join();
    }

    private InstanceStatus status() {
        return supervisor.status().join().get(0);
    }

    /** Ready as soon as it runs, but never when its script ends by itself. */
    private InstanceSpec spec(String name, String script) {
        Readiness readiness = pid -> CompletableFuture.completedFuture(script.startsWith("exec"));
        return spec(name, script, readiness, Duration.ofSeconds(60));
    }

    private InstanceSpec spec(String name, String script, Readiness readiness, Duration startWithin) {
        var launch = new LaunchSpec(
                List.of(), List.of("sh", "-c", script), Map.of(), directory.resolve(name + ".log"), Signal.KILL);
        return new InstanceSpec(name, "test", Map.of(), () -> launch, readiness, Signal.TERM, startWithin);
    }
}
