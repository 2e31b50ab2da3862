package souk.shared.contract;

/**
 * How somebody stands towards a product. Told to them may be only what fits a product that is not there, unless they see
 * it.
 *
 * @param exists false for a product that was deleted too; then all else says nothing
 * @param visible whether they see it, for whatever reason
 * @param owner whether it is theirs
 * @param grant {@code view}, {@code update} or {@code manage}, or null if nothing was granted to them
 * @param visibility {@code public} or {@code private}, or null if it does not exist
 * @param status {@code draft}, {@code active} or {@code archived}, or null if it does not exist
 */
public record ProductAccess(
        boolean exists, boolean visible, boolean owner, String grant, String visibility, String status) {}
