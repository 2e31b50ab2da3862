package souk.products.importing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Categories by their names, whatever their case: by the whole way from the top, or by a name that only one has. */
final class CategoryNames {

    static final CategoryNames NONE = new CategoryNames(List.of());

    private final Map<List<String>, UUID> byPath = new HashMap<>();
    private final Map<String, UUID> byName = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    /** @param parent null for one at the top */
    record Node(UUID id, UUID parent, String name) {}

    CategoryNames(List<Node> nodes) {
        var byId = nodes.stream().collect(Collectors.toMap(Node::id, node -> node));
        for (var node : nodes) {
            byPath.put(path(node, byId), node.id());
            if (byName.put(plain(node.name()), node.id()) != null) {
                ambiguous.add(plain(node.name()));
            }
        }
    }

    private static List<String> path(Node node, Map<UUID, Node> byId) {
        var path = new LinkedList<String>();
        for (var at = node; at != null && path.size() < 100; at = at.parent() == null ? null : byId.get(at.parent())) {
            path.addFirst(plain(at.name()));
        }
        return List.copyOf(path);
    }

    Optional<UUID> find(List<String> path) {
        var whole = byPath.get(path.stream().map(CategoryNames::plain).toList());
        var last = plain(path.get(path.size() - 1));
        return Optional.ofNullable(whole)
                .or(() -> ambiguous.contains(last) ? Optional.empty() : Optional.ofNullable(byName.get(last)));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
