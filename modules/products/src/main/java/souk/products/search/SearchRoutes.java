package souk.products.search;

import static souk.shared.security.Permission.READ_PRODUCTS;
import static souk.shared.security.Permission.WRITE_PRODUCTS;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import souk.products.catalog.ProductFinder;
import souk.products.grant.Viewer;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;

/** Searches for products, and the state of the index of this node. */
final class SearchRoutes implements ProductFinder {

    private static final String INDEX = "/api/v1/search-index";
    private static final Duration CHECK_PATIENCE = Duration.ofMillis(1_500);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

    private final Finding finding;
    private final IndexReport report;

    SearchRoutes(Finding finding, IndexReport report) {
        this.finding = finding;
        this.report = report;
    }

    void mount(HttpApi api) {
        api.on(HttpMethod.GET, INDEX, Rule.permission(READ_PRODUCTS), this::status)
                .on(HttpMethod.POST, INDEX + "/check", Rule.permission(READ_PRODUCTS), this::check)
                .on(HttpMethod.POST, INDEX + "/rebuild", Rule.permission(WRITE_PRODUCTS), this::rebuild);
    }

    @Override
    public boolean isFor(Set<String> parameters) {
        return SearchInput.isSearch(parameters);
    }

    @Override
    public Future<Answer> find(ApiRequest request) {
        return findIn(null, request);
    }

    @Override
    public Future<Answer> findIn(UUID category, ApiRequest request) {
        var criteria = SearchInput.asked(request.query(), category);
        return finding.find(
                        criteria, Viewer.of(request.caller()), request.context().deadline())
                .map(found -> answer(request, criteria, found));
    }

    private static Answer answer(ApiRequest request, Criteria criteria, Finding.Result found) {
        var next =
                found.next() == null ? null : found.next().cursor(SearchInput.list(criteria.order(), criteria.words()));
        var facets = found.facets().isEmpty() ? null : found.facets();
        var page = new SearchPage(found.products(), next, found.total(), facets);
        var listed = request.page(page, next);
        var answer = request.caller().isAnonymous() ? listed.forEverybody() : listed.forTheCallerOnly();
        return found.lag().compareTo(WORTH_TELLING) > 0
                ? answer.header("souk-index-lag", Long.toString(found.lag().toSeconds()))
                : answer;
    }

    private Future<Answer> status(ApiRequest request) {
        request.query().done();
        return report.status().map(Answer::ok);
    }

    private Future<Answer> check(ApiRequest request) {
        return report.check(CHECK_PATIENCE).map(status -> Answer.json(status.checking() ? 202 : 200, status));
    }

    private Future<Answer> rebuild(ApiRequest request) {
        report.rebuild();
        return report.status().map(status -> Answer.json(202, status));
    }
}
