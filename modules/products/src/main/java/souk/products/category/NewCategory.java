package souk.products.category;

import java.util.UUID;

/**
 * A valid category that does not exist yet.
 *
 * @param parent null for one at the top
 */
record NewCategory(UUID parent, String name, String slug, String description, int position) {}
