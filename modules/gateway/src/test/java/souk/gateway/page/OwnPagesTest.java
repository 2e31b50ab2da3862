package souk.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import souk.shared.json.StrictJson;
import souk.shared.problem.ProblemCode;

class OwnPagesTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private final OwnPages pages = new OwnPages();

    @ParameterizedTest
    @EnumSource
    void explainsEveryProblemToPeopleAndToPrograms(ProblemCode code) {
        var path = "/problems/" + code.code();
        var html = pages.find(path, BROWSER).orElseThrow();
        assertThat(html.headers()).containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(html.body().toString())
                .contains("<code>" + code.code() + "</code>")
                .doesNotContain("`");
        var json = StrictJson.parse(
                pages.find(path, "application/json").orElseThrow().body());
        assertThat(json.path("type").asText()).isEqualTo(path);
        assertThat(json.path("status").asInt()).isEqualTo(code.status());
        assertThat(json.path("explanation").asText()).isEqualTo(code.explanation());
        assertThat(pages.find("/problems", BROWSER).orElseThrow().body().toString())
                .contains("\"" + path + "\"");
    }

    @Test
    void answersProgramsThatDoNotSayWhatTheyWantWithJson() {
        for (var accept : new String[] {null, "*/*", "application/json"}) {
            assertThat(pages.find("/", accept).orElseThrow().headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("vary", "accept");
        }
    }

    @Test
    void knowsNoPageForAnUnknownProblem() {
        assertThat(pages.find("/problems/nonsense", BROWSER)).isEmpty();
    }

    @Test
    void linksTheDocumentsOfTheApiFromItsIndex() {
        assertThat(pages.find("/", BROWSER).orElseThrow().body().toString())
                .contains("href=\"/docs\"", "href=\"/openapi.yaml\"", "href=\"/openapi.json\"", "href=\"/problems\"");
        var json = StrictJson.parse(pages.find("/", null).orElseThrow().body());
        for (var name : List.of("openapi", "docs", "problems")) {
            assertThat(pages.find(json.path(name).asText(), BROWSER)).as(name).isPresent();
        }
    }

    @Test
    void loadsOnlyWhatIsHereOnThePageOfTheApi() {
        var page = pages.find("/docs", BROWSER).orElseThrow();
        assertThat(page.headers().get("content-security-policy"))
                .startsWith("default-src 'self'; ")
                .doesNotContain("unsafe", "http");
        var html = page.body().toString();
        assertThat(html).doesNotContain("<style", " style=", "http:", "https:", "<script>");
        var files = Pattern.compile("<(?:script|link)[^>]* (?:src|href)=\"([^\"]+)\"")
                .matcher(html);
        var found = 0;
        while (files.find()) {
            found++;
            assertThat(pages.find(files.group(1), "*/*")).as(files.group(1)).isPresent();
        }
        assertThat(found).isEqualTo(5);
    }

    @Test
    void allowsItsPagesTheirOwnStyleAndNothingElse() throws Exception {
        var page = pages.find("/", BROWSER).orElseThrow();
        var style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL)
                .matcher(page.body().toString());
        assertThat(style.find()).isTrue();
        var hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(page.headers().get("content-security-policy"))
                .contains("default-src 'none'")
                .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        assertThat(page.body().toString()).doesNotContain("<script", " style=", "http");
    }
}
