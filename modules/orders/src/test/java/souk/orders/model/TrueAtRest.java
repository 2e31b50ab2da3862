package souk.orders.model;

import souk.orders.model.ProductsDatabase.Hold;
import souk.orders.model.ProductsDatabase.Line;

/** What holds when everything had stopped and then sweeper and relay have run to their end. */
enum TrueAtRest implements Rule {
    NO_HOLD_THAT_NOBODY_ENDS {
        @Override
        public boolean holds(State now) {
            return now.products().reservations().rows().stream()
                    .noneMatch(reservation -> reservation.state() == Hold.HELD);
        }
    },

    EVERY_STANDING_ORDER_IS_FIRM {
        @Override
        public boolean holds(State now) {
            return now.orders().sold().stream()
                    .filter(id -> now.orders().orders().get(id).status().stands())
                    .allMatch(id -> now.products().reservations().has(id)
                            && now.products().reservations().get(id).state() == Hold.FIRM);
        }
    },

    EVERY_FIRM_RESERVATION_HAS_ITS_ORDER {
        @Override
        public boolean holds(State now) {
            return now.products().reservations().keys().stream()
                    .filter(id -> now.products().reservations().get(id).state() == Hold.FIRM)
                    .allMatch(id -> now.orders().orders().has(id)
                            && now.orders().orders().get(id).status().stands());
        }
    },

    ENDED_ORDERS_HAVE_GIVEN_BACK {
        @Override
        public boolean holds(State now) {
            return now.orders().sold().stream()
                    .filter(id -> !now.orders().orders().get(id).status().stands())
                    .map(id -> now.products().reservations().get(id))
                    .allMatch(reservation -> reservation.state() == Hold.RELEASED
                            && reservation.lines().rows().stream().allMatch(line -> line.outstanding() == 0));
        }
    },

    WHAT_WAS_SHIPPED_HAS_LEFT_THE_SHELF {
        @Override
        public boolean holds(State now) {
            return now.orders().sold().stream()
                    .allMatch(id -> now.products().reservations().get(id).lines().rows().stream()
                                    .mapToInt(Line::shipped)
                                    .sum()
                            == now.orders().orders().get(id).parts());
        }
    },

    EVERY_EVENT_IS_PUBLISHED {
        @Override
        public boolean holds(State now) {
            return now.orders().outbox().rows().stream().allMatch(published -> published);
        }
    }
}
