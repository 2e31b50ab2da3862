package souk.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanTest {
    @TempDir
    private Path directory;

    @Test
    void endsWhenItsSupervisorIsKilled() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path");
        var supervisor = new ProcessBuilder(
                        java, "-cp", classPath, SleeperSupervisor.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var child = ProcessHandle.of(Long.parseLong(supervisor.inputReader().readLine()))
                .orElseThrow();
        assertThat(child.isAlive()).isTrue();

        supervisor.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        await().until(() -> !child.isAlive());
    }

    @Test
    void isEndedByTheNextSupervisorWhereTheKernelDidNot() throws IOException {
        var register = directory.resolve("processes.json");
        var left = new ProcessBuilder("sleep", "1000").start();
        new ProcessRegister(register).add("sleeper", left.toHandle(), Signal.KILL);

        new ProcessRegister(register).stopOrphans();

        assertThat(left.isAlive()).isFalse();
    }

    @Test
    void isNotMistakenForAnotherProcessWithTheSameId() throws IOException {
        var register = directory.resolve("processes.json");
        var other = new ProcessBuilder("sleep", "1000").start();
        Files.writeString(
                register,
                "{\"sleeper\": {\"pid\": " + other.pid() + ", \"startedAtSecond\": 1, \"whenOrphaned\": \"KILL\"}}");

        new ProcessRegister(register).stopOrphans();

        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }
}
