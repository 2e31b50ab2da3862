package souk.local.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.stream.Stream;
import souk.local.data.LocalFailure;

/** The signals that the JDK cannot send itself. */
public enum Signal {
    STOP,
    CONT,
    INT,
    TERM,
    KILL;

    /** To the process alone. A process that has ended meanwhile is passed over. */
    public void to(ProcessHandle process) {
        send(Stream.of(process));
    }

    /** To the process and all its descendants. */
    public void toTree(ProcessHandle process) {
        send(Stream.concat(Stream.of(process), process.descendants()));
    }

    private void send(Stream<ProcessHandle> processes) {
        var line = new ArrayList<String>();
        line.add("kill");
        line.add("-" + name());
        processes.map(process -> Long.toString(process.pid())).forEach(line::add);
        try {
            new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new LocalFailure("cannot send signal " + name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
