package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.contract.ProductOperations;
import souk.shared.contract.ReleaseStock;

/**
 * Cancels an order and gives its stock back: at once over the bus as a rule, and by the outbox in any case, since its
 * event is part of the commit that cancels. Money that came goes back, and money under way is called off.
 */
public final class Cancelling {

    private static final Logger LOG = LogManager.getLogger(Cancelling.class);

    private final Moving moving;
    private final UnwindingRepository unwinding;
    private final Bus bus;

    Cancelling(Moving moving, UnwindingRepository unwinding, Bus bus) {
        this.moving = moving;
        this.unwinding = unwinding;
        this.bus = bus;
    }

    /** The part that belongs into one transaction. */
    Future<Order> cancel(SqlConnection connection, Moving.Asked asked) {
        var target = Move.CANCEL.target();
        return moving.admitLegal(connection, asked, Move.CANCEL)
                .compose(order -> unwinding
                        .unwind(connection, order, asked.caller().id())
                        .compose(unwound -> moving.change(
                                connection, order, unwound.in(target), asked.cause(), Move.CANCEL.event())));
    }

    /** After the commit; completes when the stock is back or has been left to the outbox. */
    Future<Void> giveBack(UUID orderId, CallContext context) {
        return bus.call(ProductOperations.RELEASE, new ReleaseStock(orderId), context)
                .<Void>mapEmpty()
                .recover(trouble -> {
                    LOG.info("event=release-left-to-outbox order={}", orderId);
                    return Future.succeededFuture();
                });
    }
}
