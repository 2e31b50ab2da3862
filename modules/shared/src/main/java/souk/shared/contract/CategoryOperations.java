package souk.shared.contract;

import java.time.Duration;
import souk.shared.bus.Operation;

/** What those who serve the categories do for other services. */
public final class CategoryOperations {

    /** The name under which the members that serve the categories are found. */
    public static final String SERVICE = "categories";

    /** The whole tree, unless the asker has its revision already. */
    public static final Operation<AskCategories, CategoriesTold> TREE = Operation.of(
                    "categories.tree.v1", AskCategories.class, CategoriesTold.class)
            .withTries(Duration.ofMillis(1_000), 2);

    private CategoryOperations() {}
}
