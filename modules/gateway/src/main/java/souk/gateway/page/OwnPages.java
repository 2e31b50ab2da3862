package souk.gateway.page;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import souk.shared.json.WireJson;
import souk.shared.problem.ProblemCode;

/** What the gateway answers out of itself: an index, and a page for every problem code. Made once, kept in memory. */
public final class OwnPages {

    private final Map<String, Page> html = new HashMap<>();
    private final Map<String, Page> json = new HashMap<>();

    /** A page ready to be written. */
    public record Page(Map<String, String> headers, Buffer body) {}

    private record Entry(String code, String title, int status, String explanation, String type) {
        static Entry of(ProblemCode code) {
            return new Entry(code.code(), code.title(), code.status(), code.explanation(), "/problems/" + code.code());
        }
    }

    public OwnPages() {
        add("/", HtmlPages.index(), Map.of("name", "Souk", "problems", "/problems", "api", "/api/v1"));
        var codes = ProblemCode.values();
        add(
                "/problems",
                HtmlPages.problems(codes),
                Map.of("problems", Stream.of(codes).map(Entry::of).toList()));
        for (var code : codes) {
            add("/problems/" + code.code(), HtmlPages.problem(code), Entry.of(code));
        }
    }

    /**
     * The page of a path, as HTML for who asks for it, which browsers do and programs do not, and else as JSON.
     *
     * @param accept the header, or null
     */
    public Optional<Page> find(String path, String accept) {
        var wantsHtml = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
        return Optional.ofNullable((wantsHtml ? html : json).get(path));
    }

    private void add(String path, String document, Object data) {
        html.put(path, page("text/html; charset=utf-8", HtmlPages.POLICY, Buffer.buffer(document)));
        json.put(path, page("application/json", HtmlPages.CLOSED_POLICY, WireJson.write(data)));
    }

    private static Page page(String type, String policy, Buffer body) {
        var headers = Map.of(
                "content-type",
                type,
                "content-security-policy",
                policy,
                "cache-control",
                "public, max-age=300",
                "vary",
                "accept");
        return new Page(headers, body);
    }
}
