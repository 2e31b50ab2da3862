package souk.checking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mistake that somebody could make in the code of a service.
 *
 * @param type the simple name of a class below the module's package, as {@code stock.Judging}
 * @param text what stands there, exactly once
 * @param preparation a statement that takes away what the database would say against it; empty as a rule
 */
record Mutation(String name, String module, String type, String text, String replacement, String preparation) {

    static Mutation of(String name, String module, String type, String text, String replacement) {
        return new Mutation(name, module, type, text, replacement, "");
    }

    Mutation preparedBy(String statement) {
        return new Mutation(name, module, type, text, replacement, statement);
    }

    String className() {
        return "souk." + module + "." + type;
    }

    /** The source with the mistake in it. Fails if the text is not there any more. */
    String source() {
        var file = Classes.module(module)
                .resolve("src/main/java")
                .resolve(className().replace('.', '/') + ".java");
        var source = read(file);
        var at = source.indexOf(text);
        if (at < 0 || source.indexOf(text, at + 1) >= 0) {
            throw new AssertionError("the mutation \"" + name + "\" must be written anew: " + className()
                    + " does not have this exactly once: " + text);
        }
        return source.replace(text, replacement);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
