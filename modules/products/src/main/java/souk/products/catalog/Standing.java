package souk.products.catalog;

import souk.products.grant.Visibility;

/**
 * How somebody stands towards a product that they see.
 *
 * @param mayUpdate may change it, all but its visibility
 * @param mayManage may change its visibility and delete it
 */
record Standing(long version, Visibility visibility, boolean mayUpdate, boolean mayManage) {

    /** @param wanted null for the one that it has */
    boolean mayChangeTo(Visibility wanted) {
        return mayUpdate && (mayManage || wanted == null || wanted == visibility);
    }
}
