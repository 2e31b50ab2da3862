package souk.orders.model;

import souk.orders.model.OrdersDatabase.Order;
import souk.orders.model.ProductsDatabase.Line;
import souk.orders.model.ProductsDatabase.Reservation;

/** What holds at every instant, also while messages are under way and processes die. */
enum AlwaysTrue implements Rule {

    /** Reserved is the sum of what is outstanding on the lines of held and firm reservations. */
    RESERVED_IS_THE_SUM_OF_OPEN_LINES {
        @Override
        public boolean holds(State now) {
            return now.products().stock().keys().stream()
                    .allMatch(product -> now.products().stock().get(product).reserved() == outstanding(now, product));
        }

        private static int outstanding(State now, Product product) {
            return now.products().reservations().rows().stream()
                    .filter(Reservation::countsAsReserved)
                    .flatMap(reservation -> reservation.lines().find(product).stream())
                    .mapToInt(Line::outstanding)
                    .sum();
        }
    },

    /** Nothing is promised that is not there. */
    RESERVED_IS_ON_HAND {
        @Override
        public boolean holds(State now) {
            return now.products().stock().rows().stream()
                    .allMatch(stock -> stock.reserved() >= 0 && stock.reserved() <= stock.onHand());
        }
    },

    ON_HAND_IS_THE_SUM_OF_MOVEMENTS {
        @Override
        public boolean holds(State now) {
            return now.products().stock().rows().stream().allMatch(stock -> stock.onHand() == stock.movements());
        }
    },

    /** No piece of a line is shipped or released twice. */
    LINES_ADD_UP {
        @Override
        public boolean holds(State now) {
            return now.products().reservations().rows().stream()
                    .flatMap(reservation -> reservation.lines().rows().stream())
                    .allMatch(line -> line.shipped() >= 0 && line.released() >= 0 && line.outstanding() >= 0);
        }
    },

    ONE_ORDER_PER_KEY {
        @Override
        public boolean holds(State now) {
            var keys = now.orders().sold().stream()
                    .map(id -> now.orders().orders().get(id).request())
                    .filter(Request::keyed)
                    .map(Request::key)
                    .toList();
            return keys.size() == keys.stream().distinct().count();
        }
    },

    /** A row that says that its key sold an order has that order beside it, with the same body. */
    KEYS_NAME_THEIR_ORDERS {
        @Override
        public boolean holds(State now) {
            return now.orders().keys().keys().stream().allMatch(key -> {
                var row = now.orders().keys().get(key);
                return row.order()
                        .map(id -> now.orders().sold(id, new Request(key, row.body())))
                        .orElse(true);
            });
        }
    },

    /** A refusal that is kept or was answered is final for its key; without a key, for its attempt. */
    NO_SALE_BESIDE_A_REFUSAL {
        @Override
        public boolean holds(State now) {
            return now.orders().sold().stream().noneMatch(id -> kept(now, id) || answered(now, id));
        }

        private static boolean kept(State now, OrderId id) {
            var key = now.orders().orders().get(id).request().key();
            return now.orders().keys().has(key)
                    && now.orders().keys().get(key).order().isEmpty();
        }

        private static boolean answered(State now, OrderId id) {
            var request = now.orders().orders().get(id).request();
            return now.attempts().rows().stream()
                    .filter(Attempt::refused)
                    .anyMatch(attempt -> attempt.number() == id.attempt()
                            || attempt.request().sharesKeyWith(request));
        }
    },

    /** Whoever hears 201 has that order, with the body that was sent: none is lost, and nobody gets another's. */
    CREATED_IS_THE_ORDER_ASKED_FOR {
        @Override
        public boolean holds(State now) {
            return now.attempts().rows().stream()
                    .allMatch(attempt -> attempt.created()
                            .map(id -> now.orders().sold(id, attempt.request()))
                            .orElse(true));
        }
    },

    /** The same key with the same body hears the same id. */
    CREATED_AGAIN_IS_THE_SAME {
        @Override
        public boolean holds(State now) {
            for (var one : now.attempts().rows()) {
                for (var other : now.attempts().rows()) {
                    var repeated = one.request().keyed() && one.request().equals(other.request());
                    var bothCreated =
                            one.created().isPresent() && other.created().isPresent();
                    if (repeated && bothCreated && !one.created().equals(other.created())) {
                        return false;
                    }
                }
            }
            return true;
        }
    },

    /** An order that stands has its stock from its first instant; only a cancelled one may be without. */
    STANDING_ORDERS_HAVE_THEIR_STOCK {
        @Override
        public boolean holds(State now) {
            return now.orders().sold().stream().allMatch(id -> {
                var order = now.orders().orders().get(id);
                return !order.status().stands() || hasStock(now, id, order);
            });
        }

        private static boolean hasStock(State now, OrderId id, Order order) {
            return now.products()
                    .reservations()
                    .find(id)
                    .filter(reservation -> reservation.countsAsReserved() && reservation.hasLinesOf(order.request()))
                    .isPresent();
        }
    }
}
