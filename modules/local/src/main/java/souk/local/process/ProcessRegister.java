package souk.local.process;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.data.PrivateFiles;

/** The children that run, on disk, so that the next supervisor finds those that outlived the last one. */
public final class ProcessRegister {
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(30);

    private final Path file;
    private final Map<String, Entry> entries = new TreeMap<>();

    /** A process id can be given away again; with the second of its start it is unique. */
    record Entry(long pid, long startedAtSecond, Signal whenOrphaned) {
        boolean isAlive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> Math.abs(startSecond(process) - startedAtSecond) <= 1)
                    .isPresent();
        }

        static long startSecond(ProcessHandle process) {
            return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
        }
    }

    public ProcessRegister(Path file) {
        this.file = file;
    }

    /** Ends what a dead supervisor left behind; returns when it is gone. Call before the first child is added. */
    public synchronized void stopOrphans() {
        if (!Files.exists(file)) {
            return;
        }
        var left = Json.read(PrivateFiles.read(file), new TypeReference<Map<String, Entry>>() {});
        left.values().stream().filter(Entry::isAlive).forEach(ProcessRegister::end);
        save();
    }

    Path file() {
        return file;
    }

    synchronized void add(String name, ProcessHandle process, Signal whenOrphaned) {
        entries.put(name, new Entry(process.pid(), Entry.startSecond(process), whenOrphaned));
        save();
    }

    synchronized void remove(String name, long pid) {
        var entry = entries.get(name);
        if (entry != null && entry.pid() == pid) {
            entries.remove(name);
            save();
        }
    }

    private static void end(Entry entry) {
        var process = ProcessHandle.of(entry.pid()).orElse(null);
        if (process == null) {
            return;
        }
        Signal.CONT.toTree(process);
        entry.whenOrphaned().to(process);
        try {
            process.onExit().get(LAST_MOMENTS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted while stopping process " + entry.pid(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LocalFailure("process " + entry.pid() + " of an earlier start does not end; kill it first", e);
        }
    }

    private void save() {
        PrivateFiles.write(file, Json.pretty(entries));
    }
}
