package souk.shared.contract;

import java.util.List;

/**
 * The tree of categories at a revision.
 *
 * @param nodes all of them, in no particular order; null if the asker knows this revision already
 */
public record CategoriesTold(long revision, List<CategoryNode> nodes) {

    public CategoriesTold {
        nodes = nodes == null ? null : List.copyOf(nodes);
    }
}
