package souk.api.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** OpenAPI documents as YAML files. */
public final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    /** YAML as JSON has it: what looks like a date is text. A member that is there twice is refused. */
    private static final class JsonTypes extends Resolver {

        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, pattern, first, limit);
            }
        }
    }

    /** What anchors share is there in each place. */
    public static ObjectNode read(Path file) throws IOException {
        try (var text = Files.newBufferedReader(file)) {
            return JSON.convertValue(yaml().load(text), ObjectNode.class);
        }
    }

    /** With a status as a name in quotes, and text of several lines as such. */
    public static String yaml(ObjectNode document) {
        return yaml().dump(JSON.convertValue(document, Map.class));
    }

    private static Yaml yaml() {
        var reading = new LoaderOptions();
        reading.setAllowDuplicateKeys(false);
        var writing = new DumperOptions();
        writing.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        writing.setSplitLines(false);
        return new Yaml(new SafeConstructor(reading), new Representer(writing), writing, reading, new JsonTypes());
    }
}
