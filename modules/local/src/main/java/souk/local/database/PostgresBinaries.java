package souk.local.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import souk.local.data.LocalFailure;

/** The server's programs, which come packed in a jar; unpacked once per user (60 MB). */
public final class PostgresBinaries {
    public static final String VERSION = "18.6";

    private final Path cache;

    /** Unpacks below the user's cache directory: XDG_CACHE_HOME, or .cache in the home directory. */
    public static PostgresBinaries ofUser() {
        var home = environment("HOME").orElse(System.getProperty("user.home"));
        var cache = environment("XDG_CACHE_HOME").map(Path::of).orElse(Path.of(home, ".cache"));
        return new PostgresBinaries(cache.resolve("souk"));
    }

    /** Unpacks where every user can read it, for a server that runs as another. */
    static PostgresBinaries ofMachine() {
        return new PostgresBinaries(Path.of("/var/cache/souk"));
    }

    private PostgresBinaries(Path cache) {
        this.cache = cache;
    }

    public boolean areUnpacked() {
        return Files.isExecutable(home().resolve("bin/postgres"));
    }

    /** The directory with bin, lib and share. Several processes may ask at the same time. */
    public Path unpacked() {
        if (areUnpacked()) {
            return home();
        }
        try {
            Files.createDirectories(cache);
            var draft = Files.createTempDirectory(cache, "unpacking-");
            unpack(draft);
            Files.setPosixFilePermissions(draft, permissions(true));
            moveUnlessThere(draft);
            return home();
        } catch (IOException e) {
            throw new LocalFailure("cannot unpack PostgreSQL to " + cache + ": " + e.getMessage(), e);
        }
    }

    private Path home() {
        return cache.resolve("postgresql-" + VERSION + "-" + platform());
    }

    private void moveUnlessThere(Path draft) throws IOException {
        try {
            Files.move(draft, home());
        } catch (IOException e) {
            if (!areUnpacked()) {
                throw e;
            }
        }
    }

    private static void unpack(Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("archive entry outside of the archive: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            Files.setPosixFilePermissions(path, permissions((entry.getMode() & 0111) != 0));
        }
    }

    private static Set<PosixFilePermission> permissions(boolean executable) {
        var permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (executable) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }

    private static InputStream archive() {
        var name = "/postgres-" + platform() + ".txz";
        var archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new LocalFailure("no PostgreSQL for this kind of machine (" + platform() + ") is packed with Souk");
        }
        return archive;
    }

    private static Optional<String> environment(String key) {
        return Optional.ofNullable(System.getenv(key)).filter(value -> !value.isBlank());
    }

    /** As the archives are named: {@code linux-x86_64}, {@code linux-arm_64}, {@code darwin-arm_64}. */
    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return system + "-" + machine;
    }
}
