package souk.local.bench.orders;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import souk.local.client.HttpConnection;
import souk.local.client.Visitor;

/**
 * An order as the load tool sends it: one piece each of three products, one of each third.
 *
 * @param goods in the order of their ids
 */
record OrderRequest(List<UUID> goods) {
    private static final int LINES = 3;

    /** Fails with IOException unless it is placed. */
    void send(HttpConnection connection, Visitor visitor, String key) throws IOException {
        var answer = connection.send("POST", "/api/v1/orders", visitor.keyed(key), body());
        if (answer.status() != 201) {
            throw new IOException(answer.shown());
        }
    }

    private String body() {
        var random = ThreadLocalRandom.current();
        var third = goods.size() / LINES;
        return IntStream.range(0, LINES)
                .mapToObj(number -> goods.get(number * third + random.nextInt(third)))
                .map("{\"productId\":\"%s\",\"quantity\":1}"::formatted)
                .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
    }
}
