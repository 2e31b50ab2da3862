package souk.orders.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import souk.orders.model.Message.LookAgain;
import souk.orders.model.Message.Reserve;
import souk.orders.model.Message.Ruling;
import souk.orders.model.Message.Verdict;
import souk.orders.model.ProductsDatabase.Hold;

/** Products, reserve: commit 1 for a batch of one or two requests, and the second look of those that met a header. */
record ReservingStock(Protocol protocol, boolean batches) implements Role {

    @Override
    public boolean onlySendsAtTimes() {
        return true;
    }

    @Override
    public void offer(State now, Step.Choice choice) {
        var reserves = new ArrayList<Reserve>();
        for (var message : now.messages().rows()) {
            if (message instanceof Reserve reserve) {
                reserves.add(reserve);
            } else if (message instanceof LookAgain look) {
                lookAgain(now, look, choice);
            }
        }
        for (var first : reserves) {
            commit(now, List.of(first), choice);
            for (var second : batches ? reserves : List.<Reserve>of()) {
                if (second != first) {
                    commit(now, List.of(first, second), choice);
                }
            }
        }
    }

    /** Reserve steps 1 to 4, in one transaction. */
    private void commit(State now, List<Reserve> batch, Step.Choice choice) {
        var products = now.products();
        var inserted = new ArrayList<Reserve>();
        // Step 1: all headers, sorted, ON CONFLICT DO NOTHING RETURNING.
        for (var reserve : sorted(batch)) {
            if (!meetsHeader(products, reserve)) {
                products = products.insertHeader(reserve.order(), reserve.request());
                inserted.add(reserve);
            }
        }
        // Steps 2 to 4: under the locks of the stock rows a verdict for each, in arrival order.
        var after = now;
        for (var reserve : batch) {
            var order = reserve.order();
            var body = reserve.request().body();
            if (!inserted.contains(reserve)) {
                products = protocol.has(Mutation.STOCK_MOVES_WITHOUT_HEADER) ? products.addReserved(body) : products;
                after = after.send(new LookAgain(order, reserve.request()));
            } else if (products.covers(body)) {
                products = products.addReserved(body).insertLines(order);
                after = after.send(new Verdict(order, Ruling.ACCEPTED, order));
            } else {
                products = products.deleteHeader(order);
                after = after.send(new Verdict(order, Ruling.REFUSED, order));
            }
        }
        choice.add(after.with(products), () -> "products commits the reserve of " + named(batch, inserted));
    }

    private static List<Reserve> sorted(List<Reserve> batch) {
        var byId = Comparator.<Reserve>comparingInt(reserve -> reserve.order().attempt())
                .thenComparingInt(reserve -> reserve.order().round());
        return batch.stream().sorted(byId).toList();
    }

    /** The primary key, or the unique key of the held. */
    private boolean meetsHeader(ProductsDatabase products, Reserve reserve) {
        return products.reservations().has(reserve.order())
                || adoptable(products, reserve.request()).isPresent();
    }

    private Optional<OrderId> adoptable(ProductsDatabase products, Request request) {
        return products.reservations().keys().stream()
                .filter(id -> {
                    var reservation = products.reservations().get(id);
                    var open = reservation.state() == Hold.HELD || protocol.has(Mutation.NON_HELD_ADOPTED);
                    return open && reservation.request().sharesKeyWith(request);
                })
                .findFirst();
    }

    /**
     * Reserve step 5, after the commit. If it finds neither the order id nor a held reservation of the key (it was
     * refused or settled in between), nothing was decided, and the reserve, which is still in flight, is run again.
     */
    private void lookAgain(State now, LookAgain look, Step.Choice choice) {
        var products = now.products();
        if (products.reservations().has(look.order())) {
            answer(now, new Verdict(look.order(), Ruling.ACCEPTED, look.order()), choice);
        } else {
            adoptable(products, look.request()).ifPresent(held -> {
                var same = products.reservations().get(held).request().body()
                        == look.request().body();
                var ruling = same || protocol.has(Mutation.HASH_NOT_COMPARED) ? Ruling.ACCEPTED : Ruling.KEY_REUSED;
                answer(now, new Verdict(look.order(), ruling, held), choice);
            });
        }
    }

    private static void answer(State now, Verdict verdict, Step.Choice choice) {
        choice.add(
                now.send(verdict),
                () -> "products looks again for %s and finds the reservation of %s"
                        .formatted(verdict.asked(), verdict.granted()));
    }

    private static String named(List<Reserve> batch, List<Reserve> inserted) {
        var names = batch.stream()
                .map(reserve -> reserve.order() + (inserted.contains(reserve) ? "" : " (a header was there)"))
                .toList();
        return String.join(" and of ", names);
    }
}
