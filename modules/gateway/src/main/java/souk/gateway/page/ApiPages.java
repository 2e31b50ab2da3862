package souk.gateway.page;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/**
 * The OpenAPI document of all services, and a page to read and try it: Swagger UI, out of this jar. The files of the page
 * are scripts and styles of their own, so that its policy need not allow any that are written into a page.
 */
final class ApiPages {

    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.30.2/";
    private static final String OWN = "/docs/";

    /** Its style sheet has pictures in it. */
    private static final String BROWSER_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Read once for all gateways of a process. */
    private static final Map<String, Page> PAGES = Map.of(
            "/openapi.json", page("application/json", "/openapi/souk.json"),
            "/openapi.yaml", page("application/yaml", "/openapi/souk.yaml"),
            "/docs", browser(),
            "/docs/", browser(),
            "/docs/start.js", page("text/javascript; charset=utf-8", OWN + "start.js"),
            "/docs/page.css", page("text/css; charset=utf-8", OWN + "page.css"),
            "/docs/swagger-ui.css", page("text/css; charset=utf-8", SWAGGER + "swagger-ui.css"),
            "/docs/swagger-ui-bundle.js", page("text/javascript; charset=utf-8", SWAGGER + "swagger-ui-bundle.js"),
            "/docs/favicon-32x32.png", page("image/png", SWAGGER + "favicon-32x32.png"));

    private ApiPages() {}

    /** By path, whatever the client accepts. */
    static Map<String, Page> all() {
        return PAGES;
    }

    private static Page browser() {
        return Page.of("text/html; charset=utf-8", BROWSER_POLICY, content(OWN + "index.html"));
    }

    private static Page page(String type, String resource) {
        return Page.of(type, HtmlPages.CLOSED_POLICY, content(resource));
    }

    private static Buffer content(String resource) {
        try (var stream = ApiPages.class.getResourceAsStream(resource)) {
            return Buffer.buffer(Objects.requireNonNull(stream, resource).readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
