package souk.checking;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes of orders and products as they were built, or with one of them made anew from another source. */
final class Classes {
    private static final List<String> MODULES = List.of("orders", "products");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** Knows what is in the jars of the class path, from one compilation to the next. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private Classes() {}

    static Path module(String name) {
        return Path.of("..", name).toAbsolutePath().normalize();
    }

    static URLClassLoader asBuilt() {
        return loader(List.of());
    }

    /** @param folder for the compiled class */
    static URLClassLoader mutated(Mutation mutation, Path folder) {
        compile(mutation, folder);
        return loader(List.of(folder));
    }

    private static URLClassLoader loader(List<Path> before) {
        var folders = new ArrayList<>(before);
        MODULES.forEach(name -> folders.add(module(name).resolve("target/classes")));
        return new URLClassLoader(
                folders.stream().map(Classes::url).toArray(URL[]::new), Classes.class.getClassLoader());
    }

    private static void compile(Mutation mutation, Path folder) {
        var classPath = MODULES.stream()
                .map(name -> module(name).resolve("target/classes").toString())
                .reduce(System.getProperty("java.class.path"), (one, other) -> one + File.pathSeparator + other);
        var options = List.of("-proc:none", "-nowarn", "-d", folder.toString(), "-classpath", classPath);
        var complaints = new StringWriter();
        var source = new Source(mutation);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!COMPILER.getTask(complaints, FILES, null, options, null, List.of(source))
                .call()) {
            throw new AssertionError("the mutation \"" + mutation.name() + "\" does not compile:\n" + complaints);
        }
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String content;

        Source(Mutation mutation) {
            super(
                    URI.create("string:///" + mutation.className().replace('.', '/') + ".java"),
                    JavaFileObject.Kind.SOURCE);
            this.content = mutation.source();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return content;
        }
    }
}
