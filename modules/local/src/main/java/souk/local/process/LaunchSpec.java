package souk.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a process. Its environment is ours with {@code environment} on top; its output is added to {@code log}.
 *
 * @param wrapper what comes between us and the command, such as a change of user; may be empty
 * @param whenOrphaned the signal it gets when this process dies
 */
public record LaunchSpec(
        List<String> wrapper, List<String> command, Map<String, String> environment, Path log, Signal whenOrphaned) {
    public LaunchSpec {
        wrapper = List.copyOf(wrapper);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
