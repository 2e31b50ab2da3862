package souk.local.bench.overload;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import souk.local.client.Visitor;

/**
 * Orders as they go over the wire, each with a key of its own: of many lines, so that it takes few of them to be too many
 * for the services and the refusing itself is not what the processor is short of.
 */
final class OrderBytes {
    static final int LINES = 20;

    private static final int BODIES = 512;
    private static final long SEED = 0x6f766572L;
    private static final String HEAD = "POST /api/v1/orders HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer %s\r\nContent-Length: %d\r\nIdempotency-Key: %s-";

    private final String run = UUID.randomUUID().toString();
    private final List<String> heads;
    private final List<String> bodies;

    OrderBytes(String url, List<Visitor> customers, List<String> products) {
        var random = new SplittableRandom(SEED);
        var authority = URI.create(url).getAuthority();
        bodies = IntStream.range(0, BODIES)
                .mapToObj(number -> body(products, random))
                .toList();
        heads = IntStream.range(0, BODIES)
                .mapToObj(number -> HEAD.formatted(
                        authority,
                        customers.get(number % customers.size()).token(),
                        bodies.get(number).length(),
                        run))
                .toList();
    }

    private static String body(List<String> products, SplittableRandom random) {
        var part = products.size() / LINES;
        return IntStream.range(0, LINES)
                .mapToObj(line -> products.get(line * part + random.nextInt(part)))
                .map("{\"productId\":\"%s\",\"quantity\":1}"::formatted)
                .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
    }

    ByteBuffer request(int number) {
        var which = number % BODIES;
        var text = heads.get(which) + number + "\r\n\r\n" + bodies.get(which);
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
