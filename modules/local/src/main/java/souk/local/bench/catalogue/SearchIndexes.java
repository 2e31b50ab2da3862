package souk.local.bench.catalogue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.function.Consumer;
import souk.local.client.HttpAnswer;
import souk.local.client.HttpConnection;
import souk.local.client.Pause;
import souk.local.client.Shop;
import souk.local.client.Visitor;
import souk.local.data.LocalFailure;

/** What the nodes of the products service know of what was written past them. */
final class SearchIndexes {
    private static final String PATH = "/api/v1/search-index";
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration BETWEEN_NEWS = Duration.ofSeconds(20);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOGGED_IN = Duration.ofMinutes(5);

    private final Site site;
    private final Consumer<String> progress;
    private long toldAt;
    private long loggedInAt;
    private Visitor reader;

    SearchIndexes(Site site, Consumer<String> progress) {
        this.site = site;
        this.progress = progress;
    }

    /** As a node tells it. */
    record Status(String instance, String state, long documents, long rowsBehind, long built) {
        boolean isUpToDate() {
            return state.equals("ready") && rowsBehind == 0;
        }
    }

    /** Returns when every node has taken in all that was committed before. Fails with LocalFailure after 30 min. */
    void awaitAll() {
        var began = System.nanoTime();
        toldAt = began;
        var behind = new HashSet<>(site.searchers());
        while (!behind.isEmpty()) {
            var status = ask();
            if (status.isUpToDate() && behind.remove(status.instance())) {
                progress.accept("  the index of %s has %,d products, after %.0f s"
                        .formatted(status.instance(), status.documents(), (System.nanoTime() - began) / 1e9));
                continue;
            }
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new LocalFailure("the search index does not catch up: " + status);
            }
            tell(status);
            Pause.of(BETWEEN_LOOKS);
        }
    }

    private void tell(Status status) {
        if (!status.isUpToDate() && System.nanoTime() - toldAt > BETWEEN_NEWS.toNanos()) {
            toldAt = System.nanoTime();
            progress.accept("  the index of %s has %,d products, %,d changes behind"
                    .formatted(status.instance(), Math.max(status.documents(), status.built()), status.rowsBehind()));
        }
    }

    /** Of one node or another. On a connection of its own, so that each may be of another node. */
    private Status ask() {
        var answer = answer();
        if (answer.status() == 200) {
            return answer.as(Status.class);
        }
        if (answer.status() == 503) {
            return new Status("?", "unknown", 0, 0, 0);
        }
        throw new LocalFailure("GET " + PATH + " was answered with " + answer.shown());
    }

    private HttpAnswer answer() {
        try (var connection = new HttpConnection(site.url(), ANSWER_PATIENCE)) {
            return connection.send("GET", PATH, reader().headers(), null);
        } catch (IOException e) {
            throw new LocalFailure("GET " + PATH + ": " + e.getMessage(), e);
        }
    }

    /** Tokens are good for ten minutes. */
    private Visitor reader() {
        if (reader == null || System.nanoTime() - loggedInAt > LOGGED_IN.toNanos()) {
            try (var shop = new Shop(site.url())) {
                reader = shop.logIn(site.reader().username(), site.reader().password());
                loggedInAt = System.nanoTime();
            }
        }
        return reader;
    }
}
