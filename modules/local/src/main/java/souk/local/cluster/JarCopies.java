package souk.local.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;

/** Copies of what was built. A running JVM breaks when its jar is replaced, which every build does. */
public record JarCopies(DataDirectory data) {
    /**
     * The copy of a jar, made anew when size or time of the original differ. A JVM that runs from the old copy keeps it:
     * the new one is another file of that name.
     */
    public Path of(Path original) {
        if (!Files.isRegularFile(original)) {
            throw new LocalFailure(original + " is not built: run `mvn -DskipTests package`");
        }
        DataDirectory.makePrivate(data.jars());
        var copy = data.jars().resolve(original.getFileName());
        try {
            if (!isSame(original, copy)) {
                Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
            return copy;
        } catch (IOException e) {
            throw new LocalFailure("cannot copy " + original + ": " + e.getMessage(), e);
        }
    }

    private static boolean isSame(Path original, Path copy) throws IOException {
        return Files.exists(copy)
                && Files.size(copy) == Files.size(original)
                && Files.getLastModifiedTime(copy).equals(Files.getLastModifiedTime(original));
    }
}
