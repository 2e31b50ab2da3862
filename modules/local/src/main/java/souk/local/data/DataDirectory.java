package souk.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Everything that one cluster keeps on disk. Only its owner may look inside (mode 0700). */
public record DataDirectory(Path root) {
    private static final String MARKER = "souk.json";

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** Makes the directory when it is not there. Fails with {@link LocalFailure} when it belongs to something else. */
    public DataDirectory create() {
        if (!isOurs() && hasContent()) {
            throw new LocalFailure(root + " has other files in it: choose another --data-dir");
        }
        makePrivate(root);
        makePrivate(logs());
        makePrivate(secrets());
        if (!isOurs()) {
            PrivateFiles.write(root.resolve(MARKER), "{\"layout\": 1}\n");
        }
        return this;
    }

    public boolean isOurs() {
        return Files.isRegularFile(root.resolve(MARKER));
    }

    /** Removes all of it, the marker last, so that a removal that was cut short can be repeated. */
    public void delete() {
        if (!Files.exists(root)) {
            return;
        }
        if (!isOurs()) {
            throw new LocalFailure(root + " is not a data directory of Souk: nothing was removed");
        }
        try (var entries = Files.walk(root)) {
            var marker = root.resolve(MARKER);
            for (var path : entries.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(marker) && !path.equals(root)) {
                    Files.deleteIfExists(path);
                }
            }
            Files.deleteIfExists(marker);
            Files.deleteIfExists(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + root, e);
        }
    }

    /** URL and log-ins, for people and scripts. */
    public Path access() {
        return root.resolve("access.json");
    }

    public Path lock() {
        return root.resolve("souk.lock");
    }

    public Path ports() {
        return root.resolve("ports.json");
    }

    public Path processes() {
        return root.resolve("processes.json");
    }

    /** Says that the demo shop was loaded, and when. */
    public Path demoShop() {
        return root.resolve("demo-shop.json");
    }

    /** One folder for each instance that searches; they are made again from the database if they are not there. */
    public Path searchIndexes() {
        return root.resolve("search");
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path certificates() {
        return root.resolve("certificates");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Copies of the jars that run, so that a new build does not pull them away from under a running cluster. */
    public Path jars() {
        return root.resolve("jars");
    }

    /** Class archives that make the next start quicker; may be removed at any time. */
    public Path archives() {
        return root.resolve("archives");
    }

    private boolean hasContent() {
        if (!Files.exists(root)) {
            return false;
        }
        try (var entries = Files.list(root)) {
            return entries.findAny().isPresent();
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + root + ": " + e.getMessage(), e);
        }
    }

    /** Creates the directory with its parents; the last one only for its owner. */
    public static void makePrivate(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new LocalFailure("cannot create " + directory + ": " + e.getMessage(), e);
        }
    }
}
