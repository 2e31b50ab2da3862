package souk.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that starts a child as the supervisor does, prints the child's process id, and waits to be killed. */
public final class SleeperSupervisor {
    private SleeperSupervisor() {}

    public static void main(String[] arguments) throws IOException {
        var directory = Path.of(arguments[0]);
        var spawner = new Spawner(new ProcessRegister(directory.resolve("processes.json")));
        var launch = new LaunchSpec(
                List.of(), List.of("sleep", "1000"), Map.of(), directory.resolve("sleeper.log"), Signal.KILL);
        System.out.println(spawner.spawn("sleeper", launch).join().pid());
        System.out.println("end: " + System.in.read());
    }
}
