package souk.gateway.page;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import souk.shared.json.WireJson;
import souk.shared.problem.ProblemCode;

/** What the gateway answers out of itself: an index, the API's documents, a page for every problem code. Kept in memory. */
public final class OwnPages {

    private final Map<String, Page> html = new HashMap<>();
    private final Map<String, Page> json = new HashMap<>();

    private record Index(String name, String api, String openapi, String docs, String problems) {}

    private record Entry(String code, String title, int status, String explanation, String type) {
        static Entry of(ProblemCode code) {
            return new Entry(code.code(), code.title(), code.status(), code.explanation(), "/problems/" + code.code());
        }
    }

    public OwnPages() {
        html.putAll(ApiPages.all());
        json.putAll(ApiPages.all());
        add("/", HtmlPages.index(), new Index("Souk", "/api/v1", "/openapi.json", "/docs", "/problems"));
        var codes = ProblemCode.values();
        add(
                "/problems",
                HtmlPages.problems(codes),
                Map.of("problems", Stream.of(codes).map(Entry::of).toList()));
        for (var code : codes) {
            add("/problems/" + code.code(), HtmlPages.problem(code), Entry.of(code));
        }
    }

    public boolean has(String path) {
        return json.containsKey(path);
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
        html.put(
                path,
                Page.of("text/html; charset=utf-8", HtmlPages.POLICY, Buffer.buffer(document))
                        .amongOthers());
        json.put(
                path,
                Page.of("application/json", HtmlPages.CLOSED_POLICY, WireJson.write(data))
                        .amongOthers());
    }
}
