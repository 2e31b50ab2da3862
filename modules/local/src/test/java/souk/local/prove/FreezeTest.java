package souk.local.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.local.process.Signal;

class FreezeTest {
    private Process victim;

    @BeforeEach
    void start() throws Exception {
        victim = new ProcessBuilder("sleep", "1000").start();
    }

    @AfterEach
    void end() {
        victim.destroyForcibly();
    }

    @Test
    void pausesFromItsBeginningToItsEnd() {
        var freeze = Freeze.of(new SignalledInstance(victim.toHandle()), "victim");
        freeze.begin();
        await().until(this::stopped);
        freeze.end();
        await().until(() -> !stopped());
        freeze.end();
    }

    @Test
    void doesNotBeginAfterItsEnd() {
        var instance = new SignalledInstance(victim.toHandle());
        var freeze = Freeze.of(instance, "victim");
        freeze.end();
        freeze.begin();
        assertThat(instance.signals()).isEmpty();
    }

    /** By SIGTERM, because SIGINT, which Ctrl-C sends, is ignored by what was started in the background. */
    @Test
    void endsWhenItsProcessIsToldToEnd() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path");
        var pid = Long.toString(victim.pid());
        var freezer = new ProcessBuilder(java, "-cp", classPath, Freezer.class.getName(), pid)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(freezer.inputReader().readLine()).isEqualTo("frozen");
        await().until(this::stopped);

        Signal.TERM.to(freezer.toHandle());

        assertThat(freezer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> !stopped());
    }

    private boolean stopped() throws java.io.IOException {
        var state = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(victim.pid())).start();
        return state.inputReader().readLine().startsWith("T");
    }
}
