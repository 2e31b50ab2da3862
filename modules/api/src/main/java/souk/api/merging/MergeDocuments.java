package souk.api.merging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import souk.api.document.Documents;

/** Writes the merged document, as {@code souk.json} and {@code souk.yaml}. */
public final class MergeDocuments {

    private MergeDocuments() {}

    /** @param arguments the version of the project, the folder to write to, and the documents, the gateway's first */
    public static void main(String[] arguments) throws IOException {
        var documents = new LinkedHashMap<String, ObjectNode>();
        for (var file : Stream.of(arguments).skip(2).map(Path::of).toList()) {
            documents.put(file.getFileName().toString().replace(".yaml", ""), Documents.read(file));
        }
        var merged = MergedDocument.of(documents, arguments[0].replace("-SNAPSHOT", ""));
        var folder = Files.createDirectories(Path.of(arguments[1]));
        Files.writeString(folder.resolve("souk.json"), new ObjectMapper().writeValueAsString(merged));
        Files.writeString(folder.resolve("souk.yaml"), Documents.yaml(merged));
    }
}
