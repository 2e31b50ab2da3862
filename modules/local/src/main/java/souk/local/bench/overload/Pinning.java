package souk.local.bench.overload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import souk.local.bench.Program;
import souk.local.data.LocalFailure;

/**
 * Makes the services small: they and the database get the first processor, the gateways and the load generator the last.
 * All get all of them back at the end.
 */
final class Pinning implements AutoCloseable {
    private final Program taskset;
    private final String all;
    private final List<Long> pinned = new ArrayList<>();
    private final Thread atTheLatest = new Thread(this::release);

    private Pinning(Program taskset, int processors) {
        this.taskset = taskset;
        this.all = "0-" + (processors - 1);
        Runtime.getRuntime().addShutdownHook(atTheLatest);
    }

    /**
     * Fails with LocalFailure where it cannot be done.
     *
     * @param services processes, each with its children
     * @param gateways likewise; this process belongs to them
     */
    static Pinning of(Collection<Long> services, Collection<Long> gateways) {
        var processors = Runtime.getRuntime().availableProcessors();
        var taskset = Program.find("taskset")
                .orElseThrow(() -> new LocalFailure("taskset is not there (on Debian and Ubuntu: util-linux)"));
        if (processors < 2) {
            throw new LocalFailure("there is one processor: the load generator would be what is measured");
        }
        var pinning = new Pinning(taskset, processors);
        services.forEach(pid -> pinning.pin(pid, "0"));
        gateways.forEach(pid -> pinning.pin(pid, Integer.toString(processors - 1)));
        pinning.pin(ProcessHandle.current().pid(), Integer.toString(processors - 1));
        return pinning;
    }

    /** In one line, for people. */
    String shown() {
        return "services and database on processor 0, gateways and load generator on the last of " + all;
    }

    private void pin(long pid, String processor) {
        pinned.add(pid);
        family(pid).forEach(each -> set(each, processor));
    }

    private static Stream<Long> family(long pid) {
        return ProcessHandle.of(pid)
                .map(process -> Stream.concat(Stream.of(process), process.descendants()))
                .orElse(Stream.empty())
                .map(ProcessHandle::pid);
    }

    /** A process that has ended meanwhile needs nothing. */
    private void set(long pid, String processors) {
        try {
            taskset.run(List.of("-a", "-c", "-p", processors, Long.toString(pid)), Map.of());
        } catch (LocalFailure failure) {
            if (ProcessHandle.of(pid).isPresent()) {
                throw failure;
            }
        }
    }

    private void release() {
        pinned.forEach(pid -> family(pid).forEach(each -> set(each, all)));
    }

    @Override
    public void close() {
        release();
        Runtime.getRuntime().removeShutdownHook(atTheLatest);
    }
}
