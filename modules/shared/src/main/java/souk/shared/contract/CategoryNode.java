package souk.shared.contract;

import java.util.UUID;

/**
 * A category as part of the tree.
 *
 * @param parent null for one at the top
 * @param slug unique among those with the same parent
 * @param position orders it among them; then the name does
 */
public record CategoryNode(UUID id, UUID parent, String name, String slug, int position) {}
