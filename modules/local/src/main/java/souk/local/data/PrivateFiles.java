package souk.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Files that only their owner may read (mode 0600 from the first byte on), replaced as a whole or not at all. */
public final class PrivateFiles {
    private PrivateFiles() {}

    public static void write(Path file, String content) {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            var draft = Files.createTempFile(file.getParent(), ".", ".new", mode);
            Files.writeString(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** What the file holds; the first call makes it. */
    public static String readOrCreate(Path file, Supplier<String> content) {
        if (!Files.exists(file)) {
            write(file, content.get());
        }
        return read(file);
    }
}
