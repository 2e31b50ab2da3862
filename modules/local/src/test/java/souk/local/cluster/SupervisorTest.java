package souk.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    private void run(String name, String script) {
        supervisor.add(spec(name, script)).join();
        supervisor.start(name).join();
    }

    private InstanceStatus status() {
        return supervisor.status().join().get(0);
    }

    /** Ready as soon as it runs, but never when its script ends by itself. */
    private InstanceSpec spec(String name, String script) {
        var launch = new LaunchSpec(
                List.of(), List.of("sh", "-c", script), Map.of(), directory.resolve(name + ".log"), Signal.KILL);
        Readiness readiness = pid -> CompletableFuture.completedFuture(script.startsWith("exec"));
        return new InstanceSpec(name, "test", Map.of(), () -> launch, readiness, Signal.TERM);
    }
}
