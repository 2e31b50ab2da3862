package souk.shared.contract;

/**
 * Which tree of categories is there?
 *
 * @param known the revision that the asker has; 0 for none
 */
public record AskCategories(long known) {}
