package souk.orders.model;

/**
 * The database of products. Each method that returns a new value is what statements inside one transaction do.
 *
 * @param reservations header and lines; a header without lines exists only inside the reserving transaction
 * @param inbox the events that were consumed
 */
record ProductsDatabase(
        Table<Product, Stock> stock, Table<OrderId, Reservation> reservations, Table<Event, Event> inbox) {

    /**
     * @param onHand what lies in the shelf, not below reserved
     * @param reserved what of it is promised
     * @param movements the sum of the journal
     */
    record Stock(int onHand, int reserved, int movements) {

        int available() {
            return onHand - reserved;
        }

        Stock reserve(int quantity) {
            return new Stock(onHand, reserved + quantity, movements);
        }

        /** On hand and the journal change together, in one transaction. */
        Stock move(int quantity) {
            return new Stock(onHand + quantity, reserved, movements + quantity);
        }
    }

    /** {@code RELEASED} is kept as a row, so that a late copy of the reserve finds its order id taken. */
    enum Hold {
        HELD,
        FIRM,
        RELEASED
    }

    record Line(int quantity, int shipped, int released) {

        int outstanding() {
            return quantity - shipped - released;
        }
    }

    record Reservation(Request request, Hold state, Table<Product, Line> lines) {

        boolean countsAsReserved() {
            return state != Hold.RELEASED;
        }

        boolean hasLinesOf(Request order) {
            var body = order.body();
            return lines.keys().size() == body.products().size()
                    && body.products().stream()
                            .allMatch(product ->
                                    lines.has(product) && lines.get(product).quantity() == body.quantity(product));
        }

        Reservation as(Hold next) {
            return new Reservation(request, next, lines);
        }

        Reservation withLine(Product product, Line line) {
            return new Reservation(request, state, lines.with(product, line));
        }
    }

    ProductsDatabase insertHeader(OrderId order, Request request) {
        return with(order, new Reservation(request, Hold.HELD, Table.empty()));
    }

    ProductsDatabase deleteHeader(OrderId order) {
        return new ProductsDatabase(stock, reservations.without(order), inbox);
    }

    ProductsDatabase insertLines(OrderId order) {
        var reservation = reservations.get(order);
        var body = reservation.request().body();
        for (var product : body.products()) {
            reservation = reservation.withLine(product, new Line(body.quantity(product), 0, 0));
        }
        return with(order, reservation);
    }

    boolean covers(Body body) {
        return body.products().stream().allMatch(product -> stock.get(product).available() >= body.quantity(product));
    }

    ProductsDatabase addReserved(Body body) {
        var after = this;
        for (var product : body.products()) {
            after = after.with(product, after.stock.get(product).reserve(body.quantity(product)));
        }
        return after;
    }

    ProductsDatabase with(OrderId order, Reservation reservation) {
        return new ProductsDatabase(stock, reservations.with(order, reservation), inbox);
    }

    ProductsDatabase with(Product product, Stock level) {
        return new ProductsDatabase(stock.with(product, level), reservations, inbox);
    }

    ProductsDatabase consumed(Event event) {
        return new ProductsDatabase(stock, reservations, inbox.with(event, event));
    }
}
