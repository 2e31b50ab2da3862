package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.products.catalog.CatalogFailure.MayNotReadHistory;
import souk.products.catalog.CatalogFailure.NoSuchProduct;
import souk.products.catalog.HistoryRepository.Beginning;
import souk.products.grant.Rights;
import souk.products.grant.Viewer;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;

/** What became of a product, for those who may change it, and of its price, for all who see it. */
final class HistoryRoutes {

    private static final String HISTORY = "product history";
    private static final String PRICES = "product prices";

    private final HistoryRepository history;

    HistoryRoutes(HistoryRepository history) {
        this.history = history;
    }

    /** @param product the path of a product */
    void mount(HttpApi api, String product) {
        api.on(HttpMethod.GET, product + "/history", Rule.authenticated(), this::history)
                .on(HttpMethod.GET, product + "/prices", Rule.anyone(), this::prices);
    }

    private Future<Answer> history(ApiRequest request) {
        var query = request.query();
        var limit = query.limit();
        var cursor = query.cursor();
        query.done();
        var id = request.id("id");
        var below = cursor.map(text -> version(Cursor.decode(HISTORY, text, 1).get(0)))
                .orElse(Long.MAX_VALUE);
        return history.mayRead(id, Rights.of(request.caller()))
                .map(HistoryRoutes::required)
                .compose(allowed -> history.history(id, below, limit + 1L))
                .map(rows -> request.page(Page.of(
                        rows, limit, last -> Cursor.encode(HISTORY, List.of("" + last.version())))));
    }

    private static boolean required(Optional<Boolean> mayRead) {
        if (!mayRead.orElseThrow(() -> new NoSuchProduct().refusal())) {
            throw new MayNotReadHistory().refusal();
        }
        return true;
    }

    private Future<Answer> prices(ApiRequest request) {
        var query = request.query();
        var limit = query.limit();
        var cursor = query.cursor();
        query.done();
        var id = request.id("id");
        var end = cursor.map(text -> Cursor.decode(PRICES, text, 2));
        var below = end.map(keys -> version(keys.get(0))).orElse(Long.MAX_VALUE);
        var until = end.map(keys -> instant(keys.get(1))).orElse(null);
        return history.lowest(id, Viewer.of(request.caller())).compose(found -> {
            var lowest = found.orElseThrow(() -> new NoSuchProduct().refusal());
            return history.prices(id, below, limit + 1L).map(rows -> {
                var page = Page.of(rows, limit, HistoryRoutes::end);
                var periods = periods(page.items(), until);
                return request.page(new PricePage(lowest, periods, page.next()), page.next());
            });
        });
    }

    /** Each ends when the one above it begins. */
    private static List<PricePeriod> periods(List<Beginning> beginnings, Instant until) {
        var periods = new ArrayList<PricePeriod>();
        var end = until;
        for (var beginning : beginnings) {
            periods.add(new PricePeriod(beginning.price(), beginning.at(), end));
            end = beginning.at();
        }
        return periods;
    }

    private static String end(Beginning last) {
        return Cursor.encode(PRICES, List.of("" + last.version(), last.at().toString()));
    }

    private static long version(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException foreign) {
            throw Cursor.foreign();
        }
    }

    private static Instant instant(String key) {
        try {
            return Instant.parse(key);
        } catch (DateTimeParseException foreign) {
            throw Cursor.foreign();
        }
    }
}
