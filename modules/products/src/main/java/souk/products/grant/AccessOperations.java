package souk.products.grant;

import io.vertx.core.Future;
import souk.shared.bus.Bus;
import souk.shared.contract.ProductOperations;
import souk.shared.sql.Database;

/** Tells other services what the caller of a request may see of a product and do to it. */
public final class AccessOperations {

    private final GrantRepository grants;

    public static AccessOperations over(Database database) {
        return new AccessOperations(new GrantRepository(database));
    }

    private AccessOperations(GrantRepository grants) {
        this.grants = grants;
    }

    /** The caller is the sealed one of the call; nothing in a body can take its place. */
    public Future<Void> serve(Bus bus) {
        return bus.serve(
                ProductOperations.ACCESS,
                (asked, context) -> grants.access(asked.product(), Rights.of(context.caller())));
    }
}
