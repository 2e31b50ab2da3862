package souk.local.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import souk.local.client.HttpConnection;
import souk.local.data.LocalFailure;

/** Goes through lists page by page, as a client does, to get at cursors. For one thread. */
public final class Walk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpConnection connection;
    private final Map<String, String> headers;

    /** @param headers of each request, such as who asks */
    public Walk(String url, Map<String, String> headers) {
        this.connection = new HttpConnection(url, PATIENCE);
        this.headers = Map.copyOf(headers);
    }

    private record Page(String next) {}

    /**
     * The cursors of the pages after the first one, until the list ends.
     *
     * @param path with a query
     */
    public List<String> cursors(String path, int pages) {
        var cursors = new ArrayList<String>();
        var next = next(path);
        while (next != null && cursors.size() < pages) {
            cursors.add(next);
            next = cursors.size() < pages ? next(path + "&cursor=" + next) : null;
        }
        return cursors;
    }

    private String next(String path) {
        try {
            var answer = connection.send("GET", path, headers, null);
            if (answer.status() != 200) {
                throw new LocalFailure("GET " + path + " was answered with " + answer.shown());
            }
            return answer.as(Page.class).next();
        } catch (IOException e) {
            throw new LocalFailure("GET " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new LocalFailure("cannot close the connection to the shop: " + e.getMessage(), e);
        }
    }
}
