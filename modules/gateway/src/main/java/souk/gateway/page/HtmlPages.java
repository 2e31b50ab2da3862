package souk.gateway.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.shared.problem.ProblemCode;

/** The gateway's pages for people. No script, no foreign resource. */
final class HtmlPages {

    private static final String STYLE = """
            :root { color-scheme: light dark }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem }
            code { font-family: ui-monospace, monospace }
            td, th { text-align: left; padding: .2rem 1rem .2rem 0; vertical-align: top }
            """;

    static final String CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'";
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private HtmlPages() {}

    static String index() {
        return document("Souk", """
                <p>A commerce backend: accounts, catalogue, stock and orders.</p>
                <ul>
                <li><a href="/docs">The API, to read and to try</a>; as
                <a href="/openapi.yaml">YAML</a> and <a href="/openapi.json">JSON</a></li>
                <li><a href="/api/v1/products">Products</a></li>
                <li><a href="/.well-known/jwks.json">Keys that access tokens are signed with</a></li>
                <li><a href="/problems">Problems, and what to do about them</a></li>
                </ul>
                """);
    }

    static String problems(ProblemCode... codes) {
        var rows = Stream.of(codes)
                .map(code -> "<tr><td>%d</td><td><a href=\"/problems/%s\"><code>%s</code></a></td><td>%s</td></tr>\n"
                        .formatted(code.status(), code.code(), code.code(), escape(code.title())))
                .collect(Collectors.joining());
        return document(
                "Problems", "<table>\n<tr><th>Status</th><th>Code</th><th>Meaning</th></tr>\n" + rows + "</table>\n");
    }

    static String problem(ProblemCode code) {
        return document(code.title(), """
                <p><code>%s</code>, status %d</p>
                <p>%s</p>
                <p><a href="/problems">All problems</a></p>
                """.formatted(code.code(), code.status(), marked(code.explanation())));
    }

    private static String document(String title, String content) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <h1>%s</h1>
                %s</body>
                </html>
                """.formatted(escape(title), STYLE, escape(title), content);
    }

    /** What stands between backticks is code. */
    private static String marked(String text) {
        return escape(text).replaceAll("`([^`]+)`", "<code>$1</code>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(Page.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
