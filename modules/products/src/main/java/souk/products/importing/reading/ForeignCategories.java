package souk.products.importing.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Categories by name: {@code category} is one of them or a way down to it, {@code categories} are several. */
final class ForeignCategories {

    private ForeignCategories() {}

    static void read(Members members, ForeignDraft draft) {
        var names = JsonNodeFactory.instance.arrayNode();
        one(members.take("category", "categoryPath", "breadcrumbs", "productCategory"), draft, names::add);
        for (var each : members.take("categories", "collections")) {
            one(each, draft, names::add);
        }
        one(members.take("productType", "department"), draft, names::add);
        if (names.size() == 1) {
            draft.attribute("category", names.get(0));
        } else {
            draft.attribute("category", names);
        }
    }

    private static void one(JsonNode category, ForeignDraft draft, Consumer<String> named) {
        var path = path(category);
        if (!path.isEmpty()) {
            draft.category(path);
            named.accept(String.join(" > ", path));
        }
    }

    private static List<String> path(JsonNode category) {
        var path = new ArrayList<String>();
        if (category.isTextual()) {
            path.addAll(List.of(category.textValue().strip().split("\\s*>\\s*")));
        } else if (category.isObject()) {
            var name = new Members((ObjectNode) category).takeText("name", "title", "label");
            path.add(name);
        } else if (category.isArray()) {
            category.forEach(step -> path.addAll(path(step)));
        }
        path.removeIf(String::isBlank);
        return path;
    }
}
