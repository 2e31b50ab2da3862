package souk.products.category;

import java.util.List;
import java.util.UUID;
import souk.products.category.CategoryFailure.NoSuchCategory;
import souk.shared.contract.CategoryNode;
import souk.shared.http.Query;

/**
 * The tree as its readers see it.
 *
 * @param revision counts every change of any category; the entity tag
 */
record TreeView(long revision, List<Branch> categories) {

    /** @param childCount also where the tree is cut and {@code children} is empty */
    record Branch(UUID id, String name, String slug, int position, int childCount, List<Branch> children) {}

    /**
     * Which part of the tree.
     *
     * @param root null for all of it
     * @param levels how many of it
     */
    record Cut(UUID root, int levels) {

        static Cut asked(Query query) {
            var root = query.uuid("root");
            var depth = query.integer("depth", 1, CategoryTree.MAX_DEPTH);
            query.done();
            return new Cut(root.orElse(null), depth.map(Long::intValue).orElse(CategoryTree.MAX_DEPTH));
        }

        boolean isWhole() {
            return root == null && levels == CategoryTree.MAX_DEPTH;
        }

        /** Fails with NoSuchCategory. */
        TreeView of(CategoryTree tree) {
            var top = root == null
                    ? tree.roots()
                    : List.of(tree.find(root).orElseThrow(() -> new NoSuchCategory().refusal()));
            return new TreeView(tree.revision(), branches(tree, top, levels));
        }
    }

    private static List<Branch> branches(CategoryTree tree, List<CategoryNode> nodes, int levels) {
        return nodes.stream().map(node -> branch(tree, node, levels)).toList();
    }

    private static Branch branch(CategoryTree tree, CategoryNode node, int levels) {
        var children = tree.children(node.id());
        return new Branch(
                node.id(),
                node.name(),
                node.slug(),
                node.position(),
                children.size(),
                levels > 1 ? branches(tree, children, levels - 1) : List.of());
    }
}
