package souk.shared.contract;

/**
 * How somebody stands towards a product, and what that comes to. Told to them may be only what fits a product that is
 * not there, unless they see it.
 *
 * @param exists false for a product that was deleted too; then all else says nothing
 * @param visible whether they see it, for whatever reason
 * @param owner whether it is theirs
 * @param grant {@code view}, {@code update} or {@code manage}, or null if nothing was granted to them
 * @param visibility {@code public} or {@code private}, or null if it does not exist
 * @param status {@code draft}, {@code active} or {@code archived}, or null if it does not exist
 * @param mayView as {@code visible}
 * @param mayUpdate whether they may change it, or null from an older node, which does not say
 * @param mayManage whether they may delete it, change its visibility and its grants, or null from an older node
 */
public record ProductAccess(
        boolean exists,
        boolean visible,
        boolean owner,
        String grant,
        String visibility,
        String status,
        Boolean mayView,
        Boolean mayUpdate,
        Boolean mayManage) {

    public static final ProductAccess NOT_THERE =
            new ProductAccess(false, false, false, null, null, null, false, false, false);

    public ProductAccess {
        mayView = mayView == null ? (Boolean) visible : mayView;
    }
}
