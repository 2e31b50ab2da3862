package souk.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import souk.local.data.DataDirectory;
import souk.local.process.LaunchSpec;
import souk.local.process.Signal;
import souk.local.process.Spawner;

/**
 * A service's classes as the JVM has them in memory, so that it need not read, check and link them at each start; that
 * halves the CPU time of a start. Made once for each build and JDK from the list of the classes that a first instance
 * loaded.
 */
final class ClassArchive {
    private final DataDirectory data;
    private final ServiceKind service;
    private final Path jar;
    private final ServiceJvm jvm;

    ClassArchive(DataDirectory data, ServiceKind service, Path jar, ServiceJvm jvm) {
        this.data = data;
        this.service = service;
        this.jar = jar;
        this.jvm = jvm;
    }

    private boolean isThere() {
        return Files.exists(file());
    }

    /**
     * The command line of the service, which uses the archive.
     *
     * @param listing whether this instance lists its classes when there is no archive yet; two would write to one file
     */
    List<String> start(boolean listing) {
        if (isThere()) {
            return jvm.command(jar, List.of("-XX:SharedArchiveFile=" + file()));
        }
        if (!listing) {
            return jvm.command(jar, List.of());
        }
        DataDirectory.makePrivate(data.archives());
        return jvm.command(jar, List.of("-XX:DumpLoadedClassList=" + classList()));
    }

    /** Makes the archive with the lowest priority. Completes also when that was not possible: a start works without. */
    CompletableFuture<Void> make(Spawner spawner) {
        if (isThere() || !Files.exists(classList())) {
            return CompletableFuture.completedFuture(null);
        }
        removeOld();
        takeList();
        return spawner.spawn("archive-" + service.id(), launch())
                .thenCompose(child -> child.ended())
                .thenAccept(this::putInPlace);
    }

    private LaunchSpec launch() {
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(jvm.flags());
        command.addAll(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + takenList()));
        command.addAll(List.of("-XX:SharedArchiveFile=" + draft(), "-Xlog:disable", "-Xlog:all=error"));
        if (jvm.linksAheadOfTime()) {
            command.add("-XX:+AOTClassLinking");
        }
        command.addAll(List.of("-cp", jar.toString()));
        return new LaunchSpec(List.of(), command, Map.of(), data.log("archives"), Signal.KILL);
    }

    private void putInPlace(int exitCode) {
        try {
            if (exitCode == 0 && Files.exists(draft())) {
                Files.move(draft(), file(), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(takenList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put a class archive in place", e);
        }
    }

    /** The JVM that writes the list still runs, may be in the middle of a line, and may begin it anew. */
    private void takeList() {
        try {
            var list = Files.readString(classList());
            Files.writeString(takenList(), list.substring(0, list.lastIndexOf('\n') + 1));
            Files.delete(classList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the list of classes", e);
        }
    }

    private void removeOld() {
        try (var archives = Files.newDirectoryStream(data.archives(), service.id() + "-*.jsa")) {
            for (var archive : archives) {
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove old class archives", e);
        }
    }

    /** An archive serves one jar and one JDK; the JVM refuses it for others. */
    private Path file() {
        try {
            var build = Long.toString(Files.getLastModifiedTime(jar).toMillis(), 36) + Files.size(jar);
            return data.archives().resolve(service.id() + "-" + jvm.identity() + "-" + build + ".jsa");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    private Path draft() {
        return data.archives().resolve(service.id() + ".draft");
    }

    private Path classList() {
        return data.archives().resolve(service.id() + ".classes");
    }

    private Path takenList() {
        return data.archives().resolve(service.id() + ".taken");
    }
}
