package souk.products.inventory;

import java.util.UUID;
import souk.shared.http.ApiRequest;
import souk.shared.http.ExpectedVersion;

/**
 * What somebody counted, found, lost or broke.
 *
 * @param delta pieces that there are more, or fewer if it is negative; never 0
 * @param expected the version that it is based on; any one unless the client says so, because a delta overwrites nothing
 */
record Adjustment(UUID product, long delta, String reason, ExpectedVersion expected) {

    /** As much as a product may have on hand. */
    static final long MOST = 1_000_000_000;

    private static final int LONGEST_REASON = 200;

    static Adjustment of(ApiRequest request) {
        var fields = request.json();
        var delta = fields.integer("delta", -MOST, MOST);
        if (delta != null && delta == 0) {
            fields.violation("delta", "must not be 0");
        }
        var reason = fields.text("reason", 1, LONGEST_REASON);
        var version = fields.optionalInteger("version", 1, Long.MAX_VALUE);
        fields.done();
        var expected = ExpectedVersion.optional(request.ifMatch(), version);
        return new Adjustment(request.id("id"), delta, reason, expected);
    }
}
