package souk.gateway.caching;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.gateway.forwarding.Reply;

/** Which answers are for everybody: those that the service itself calls public, and nothing about them is personal. */
final class Keeping {

    static final int LARGEST_BODY = 256 * 1024;

    /** What is personal, or not the whole of it, or behind the times already. */
    private static final Set<String> NEVER =
            Set.of("set-cookie", "content-range", "content-encoding", "www-authenticate", "trailer", "souk-index-lag");

    private Keeping() {}

    /** @param reply to a request without credentials or conditions, which nothing that a client sent went along with */
    static boolean isForEverybody(Reply reply) {
        return reply.status() == 200
                && reply.whole()
                && reply.body().length() <= LARGEST_BODY
                && isPublic(tokens(reply, "cache-control"))
                && Set.of("accept").containsAll(tokens(reply, "vary"))
                && NEVER.stream().noneMatch(reply.headers()::contains);
    }

    private static boolean isPublic(Set<String> directives) {
        return directives.contains("public") && !directives.contains("private") && !directives.contains("no-store");
    }

    private static Set<String> tokens(Reply reply, String header) {
        return reply.headers().getAll(header).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(token -> token.strip().toLowerCase(Locale.ROOT))
                .map(token -> token.split("=", 2)[0])
                .collect(Collectors.toSet());
    }
}
