package souk.gateway.caching;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query of a list in one form for all orders in which its parameters can be written.
 *
 * @param text the parameters by name, those of the same name as they came; empty for none
 * @param plain whether it asks for nothing but what the rows themselves are listed by
 */
record ListQuery(String text, boolean plain) {

    private static final int LONGEST = 1_000;
    private static final Set<String> PLAIN = Set.of("status", "owner", "limit");

    /** A page in the middle is seldom asked for twice; what is left to sell changes with every order. */
    private static final Set<String> NEVER = Set.of("cursor", "inStock");

    private static final ListQuery NONE = new ListQuery("", true);

    /** Empty for what is not to be remembered, or not plainly {@code name=value&name=value}. */
    static Optional<ListQuery> of(String query) {
        if (query == null || query.isEmpty()) {
            return Optional.of(NONE);
        }
        var parameters = query.split("&", -1);
        if (query.length() > LONGEST || !Stream.of(parameters).allMatch(ListQuery::mayBeRemembered)) {
            return Optional.empty();
        }
        Arrays.sort(parameters, (one, other) -> name(one).compareTo(name(other)));
        return Optional.of(new ListQuery(
                Stream.of(parameters).collect(Collectors.joining("&")),
                Stream.of(parameters).map(ListQuery::name).allMatch(PLAIN::contains)));
    }

    String after(String path) {
        return text.isEmpty() ? path : path + '?' + text;
    }

    private static boolean mayBeRemembered(String parameter) {
        var equals = parameter.indexOf('=');
        return equals > 0
                && !NEVER.contains(parameter.substring(0, equals))
                && parameter.chars().limit(equals).allMatch(ListQuery::isPlain);
    }

    /** A name that is written with escapes could be one of those above. */
    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ".-_".indexOf(c) >= 0;
    }

    private static String name(String parameter) {
        return parameter.substring(0, parameter.indexOf('='));
    }
}
