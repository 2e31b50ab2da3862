package souk.local.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import souk.local.data.PrivateFiles;

/** A private temporary directory for scripts, inputs and logs of load tools; removed at the end. */
public final class Scratch implements AutoCloseable {
    private final Path directory;

    public Scratch() {
        try {
            directory = Files.createTempDirectory("souk-bench");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory", e);
        }
    }

    /** A file of the jar as one that other programs can read, below the same name. */
    public Path unpack(String resource) {
        var name = resource.substring(resource.lastIndexOf('/') + 1);
        return write(name, text(resource));
    }

    public static String text(String resource) {
        try (InputStream content = Scratch.class.getResourceAsStream(resource)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    public Path write(String name, String content) {
        var file = directory.resolve(name);
        PrivateFiles.write(file, content);
        return file;
    }

    public Path resolve(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
