package souk.products.catalog;

import java.util.List;
import java.util.Optional;
import souk.products.grant.Visibility;

/**
 * How somebody stands towards a product that they see.
 *
 * @param deleted it is, and they may restore it
 * @param mayUpdate may change it, all but its visibility
 * @param mayManage may change its visibility and delete it
 * @param differing JSON pointers of what has changed since the version that they named; empty if that is not known
 */
record Standing(
        long version,
        Visibility visibility,
        boolean deleted,
        boolean mayUpdate,
        boolean mayManage,
        Optional<List<String>> differing) {

    /** @param wanted null for the one that it has */
    boolean mayChangeTo(Visibility wanted) {
        return mayUpdate && (mayManage || wanted == null || wanted == visibility);
    }
}
