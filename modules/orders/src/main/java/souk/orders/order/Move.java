package souk.orders.order;

import souk.shared.contract.OrderEvents;
import souk.shared.security.Caller;
import souk.shared.security.Permission;

/** What can be done to an order: where it leads, what is told of it, and whether its customer may do it. */
public enum Move {
    CANCEL(OrderState.CANCELLED, OrderEvents.CANCELLED, true),
    PAY(OrderState.PAID, OrderEvents.PAID, true),
    SHIP(OrderState.SHIPPED, OrderEvents.SHIPPED, false),
    DELIVER(OrderState.DELIVERED, OrderEvents.DELIVERED, false),
    COMPLETE(OrderState.COMPLETED, OrderEvents.COMPLETED, false),
    REFUND(OrderState.REFUNDED, OrderEvents.REFUNDED, false);

    private final OrderState target;
    private final String event;
    private final boolean forCustomers;

    Move(OrderState target, String event, boolean forCustomers) {
        this.target = target;
        this.event = event;
        this.forCustomers = forCustomers;
    }

    public OrderState target() {
        return target;
    }

    public String event() {
        return event;
    }

    /** Whoever drives orders may do all of it; customers what is theirs to do with an order of their own. */
    public boolean isFor(Caller caller, Order order) {
        return caller.may(Permission.WRITE_ORDERS)
                || (forCustomers
                        && caller.may(Permission.WRITE_OWN_ORDERS)
                        && order.customerId().equals(caller.id()));
    }
}
