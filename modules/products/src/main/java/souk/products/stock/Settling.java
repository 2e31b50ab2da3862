package souk.products.stock;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import souk.shared.contract.EventBatch;
import souk.shared.contract.EventsTaken;
import souk.shared.contract.OrderEvents;
import souk.shared.contract.OrderFates.Fate;
import souk.shared.contract.OrderFates.OrderFate;
import souk.shared.contract.OrderShipped;
import souk.shared.outbox.Event;
import souk.shared.sql.Database;
import souk.shared.sql.SqlFailure;

/** Ends the holding of stock: for good when the order was placed, or by giving it back. All of it is idempotent. */
public final class Settling {

    private final Database database;
    private final SettlementRepository settlements;
    private final AdmissionRepository admission;
    private final Consumer<Collection<UUID>> changed;

    /** @param changed is told of products whose stock on hand has changed, after the commit */
    Settling(Database database, SettlementRepository settlements, Consumer<Collection<UUID>> changed) {
        this.database = database;
        this.settlements = settlements;
        this.changed = changed;
        this.admission = new AdmissionRepository(database);
    }

    /** Whether there was anything to give back. */
    public Future<Boolean> release(UUID orderId) {
        return database.transaction(connection -> settlements.settle(connection, Set.of(), Set.of(orderId)))
                .map(released -> !released.isEmpty());
    }

    /** Takes each event once; the effect and the note that it was taken are one commit. */
    public Future<EventsTaken> take(EventBatch batch) {
        var events = batch.events();
        if (events.stream().allMatch(event -> event.type().equals(OrderEvents.PLACED))) {
            return admission.takePlaced(events).map(EventsTaken::new);
        }
        return database.transaction(connection -> admission
                        .admit(connection, events)
                        .compose(fresh -> settle(connection, fresh).map(new EventsTaken(fresh.size()))))
                .onSuccess(taken -> changed.accept(ShippingRepository.products(parcels(events))))
                .recover(error -> Future.failedFuture(
                        SqlFailure.of(error).kind() == SqlFailure.Kind.CHECK_VIOLATION
                                ? new ReservationFailure.NotReserved().refusal()
                                : error));
    }

    private Future<Void> settle(SqlConnection connection, List<Event> events) {
        var placed = new LinkedHashSet<UUID>();
        var ended = new LinkedHashSet<UUID>();
        for (var event : events) {
            switch (event.type()) {
                case OrderEvents.PLACED -> placed.add(event.aggregateId());
                case OrderEvents.CANCELLED, OrderEvents.EXPIRED, OrderEvents.REFUNDED -> ended.add(event.aggregateId());
                default -> {
                    // what else happens to an order leaves its reservation as it is, or ships some of it
                }
            }
        }
        return settlements.settle(connection, placed, parcels(events), ended).mapEmpty();
    }

    private static List<Parcel> parcels(List<Event> events) {
        return events.stream()
                .filter(event -> event.type().equals(OrderEvents.SHIPPED))
                .flatMap(event -> {
                    var shipped = event.payload(OrderShipped.class);
                    return shipped.lines().stream()
                            .map(line -> new Parcel(
                                    event.aggregateId(), line.productId(), line.quantity(), shipped.actor()));
                })
                .toList();
    }

    /** Applies what the orders service said of reservations whose time is up. */
    Future<Void> settle(List<OrderFate> fates) {
        var placed = new LinkedHashSet<UUID>();
        var gone = new LinkedHashSet<UUID>();
        fates.forEach(fate -> (fate.fate() == Fate.PLACED ? placed : gone).add(fate.orderId()));
        return database.transaction(
                connection -> settlements.settle(connection, placed, gone).mapEmpty());
    }

    Future<List<UUID>> expired(int limit) {
        return database.connection(connection -> settlements.expired(connection, limit));
    }
}
