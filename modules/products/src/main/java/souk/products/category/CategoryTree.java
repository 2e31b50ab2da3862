package souk.products.category;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import souk.shared.contract.CategoryNode;

/** All categories as they were at one revision. Immutable. */
public final class CategoryTree {

    /** How many levels a tree may have; a category at the top is on the first. */
    public static final int MAX_DEPTH = 32;

    /** By position, then by name, whatever its case. */
    public static final Comparator<CategoryNode> ORDER = Comparator.comparingInt(CategoryNode::position)
            .thenComparing(CategoryNode::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(CategoryNode::name)
            .thenComparing(CategoryNode::id);

    /** Before anything is known. */
    public static final CategoryTree EMPTY = of(0, List.of());

    private final long revision;
    private final Map<UUID, CategoryNode> byId;
    private final Map<UUID, List<CategoryNode>> byParent;

    private CategoryTree(long revision, Map<UUID, CategoryNode> byId, Map<UUID, List<CategoryNode>> byParent) {
        this.revision = revision;
        this.byId = byId;
        this.byParent = byParent;
    }

    /** @param nodes in any order; each parent must be among them */
    public static CategoryTree of(long revision, Collection<CategoryNode> nodes) {
        var byId = new HashMap<UUID, CategoryNode>();
        var byParent = new HashMap<UUID, List<CategoryNode>>();
        nodes.forEach(node -> byId.put(node.id(), node));
        nodes.stream()
                .sorted(ORDER)
                .forEach(node -> byParent.computeIfAbsent(node.parent(), unseen -> new ArrayList<>())
                        .add(node));
        return new CategoryTree(revision, byId, byParent);
    }

    /** Counts the changes of the tree; 0 if nothing is known yet. */
    public long revision() {
        return revision;
    }

    public int size() {
        return byId.size();
    }

    public boolean contains(UUID id) {
        return byId.containsKey(id);
    }

    public Optional<CategoryNode> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** In no particular order. */
    public Collection<CategoryNode> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Those directly below, in their order. */
    public List<CategoryNode> children(UUID id) {
        return Collections.unmodifiableList(byParent.getOrDefault(id, List.of()));
    }

    /** Those at the top, in their order. */
    public List<CategoryNode> roots() {
        return children(null);
    }

    /** From the top down to the parent; empty for one at the top and for what is not there. */
    public List<CategoryNode> ancestors(UUID id) {
        var ancestors = new ArrayList<CategoryNode>();
        var node = byId.get(id);
        while (node != null && node.parent() != null && ancestors.size() < MAX_DEPTH) {
            node = byId.get(node.parent());
            if (node != null) {
                ancestors.add(0, node);
            }
        }
        return Collections.unmodifiableList(ancestors);
    }

    /** As {@link #ancestors}, with the category itself at the end; empty for what is not there. */
    public List<CategoryNode> path(UUID id) {
        var path = new ArrayList<>(ancestors(id));
        find(id).ifPresent(path::add);
        return Collections.unmodifiableList(path);
    }

    /** The category itself and all below it; empty for what is not there. */
    public Set<UUID> subtree(UUID id) {
        return subtree(id, MAX_DEPTH);
    }

    /** As {@link #subtree(UUID)}, so many levels of it; null is above those at the top. */
    public Set<UUID> subtree(UUID id, int levels) {
        var found = new HashSet<UUID>();
        var level = id == null ? roots() : find(id).map(List::of).orElse(List.of());
        for (var depth = 0; depth < levels && !level.isEmpty(); depth++) {
            var next = new ArrayList<CategoryNode>();
            for (var node : level) {
                if (found.add(node.id())) {
                    next.addAll(children(node.id()));
                }
            }
            level = next;
        }
        return Collections.unmodifiableSet(found);
    }
}
