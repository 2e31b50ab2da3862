package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.config.InvalidConfiguration;
import souk.shared.config.Settings;

class ProvidersFileTest {

    @TempDir
    Path directory;

    @BeforeEach
    void writeSecret() throws IOException {
        Files.writeString(directory.resolve("client-secret"), "hush\n");
    }

    @Test
    void knowsNoProviderUnlessAFileIsNamed() {
        assertThat(ProvidersFile.from(Settings.of(key -> null))).isEmpty();
    }

    @Test
    void readsEverythingThatCanBeSaid() {
        var provider = read("""
                [{"name": "corp", "issuer": "https://id.example.org/realm", "clientId": "souk",
                  "clientSecretFile": "client-secret", "audience": "souk-api", "scopes": "openid groups",
                  "rolesClaim": "realm_access.roles", "roles": {"boss": "admin", "staff": "own_role"},
                  "redirectUri": "https://shop.example.org/oidc/corp/callback",
                  "afterLogout": "https://shop.example.org/"}]""").get(0);

        assertThat(provider.name()).isEqualTo("corp");
        assertThat(provider.issuer()).isEqualTo("https://id.example.org/realm");
        assertThat(provider.clientSecret().orElseThrow().value()).isEqualTo("hush");
        assertThat(provider.audience()).contains("souk-api");
        assertThat(provider.scopes()).isEqualTo("openid groups");
        assertThat(provider.rolesClaim()).contains("realm_access.roles");
        assertThat(provider.roles()).isEqualTo(Map.of("boss", "admin", "staff", "own_role"));
        assertThat(provider.afterLogout()).contains("https://shop.example.org/");
        assertThat(provider.toString()).doesNotContain("hush").contains("***");
    }

    @Test
    void needsLittle() {
        var provider = read("""
                [{"name": "a", "issuer": "http://127.0.0.1:8081", "clientId": "c",
                  "redirectUri": "http://localhost:8080/api/v1/oidc/a/callback"}]""").get(0);

        assertThat(provider.clientSecret()).isEmpty();
        assertThat(provider.audience()).isEmpty();
        assertThat(provider.rolesClaim()).isEmpty();
        assertThat(provider.scopes()).isEqualTo("openid profile email");
    }

    @Test
    void namesAllThatIsWrongAtOnce() {
        assertThatThrownBy(() -> read("""
                        [{"name": "No Slug", "issuer": "http://id.example.org", "clientId": "c", "audience": "c",
                          "clientSecretFile": "missing", "scopes": "profile", "roles": {"boss": "Not a role"},
                          "redirectUri": "https://shop.example.org/elsewhere", "afterLogout": "javascript:alert(1)",
                          "surprise": true},
                         {"name": "b", "issuer": "https://id.example.org/?x=1"},
                         {"name": "b", "issuer": "https://user:pw@id.example.org", "clientId": "c",
                          "redirectUri": "ftp://x/oidc/b/callback", "roles": {"x": "admin"}}]"""))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContainingAll(
                        "SOUK_OIDC_PROVIDERS_FILE: /0/name must be up to 31 letters",
                        "/0/issuer must be https",
                        "/0/audience must differ from clientId",
                        "/0/clientSecretFile names no readable file",
                        "/0/scopes must be names",
                        "/0/roles gives for boss what is no name of a role",
                        "/0/redirectUri must end in",
                        "/0/afterLogout must",
                        "/0/surprise is not known here",
                        "/1/issuer must have no query",
                        "/1/clientId is missing",
                        "/1/redirectUri is missing",
                        "/2/name is there twice",
                        "/2/issuer must be an address with a host, without user",
                        "/2/redirectUri must be https",
                        "/2/rolesClaim is missing")
                .hasMessageNotContaining("hush");
    }

    @Test
    void refusesWhatIsNoListOfProviders() {
        for (var content : List.of("{}", "[]", "nonsense", "[7]", "[{\"name\": \"a\", \"name\": \"b\"}]")) {
            assertThatThrownBy(() -> read(content)).isInstanceOf(InvalidConfiguration.class);
        }
    }

    @Test
    void refusesAFileThatIsNotThere() {
        var settings =
                Settings.of(Map.of(ProvidersFile.KEY, directory.resolve("none").toString())::get);
        ProvidersFile.from(settings);
        assertThatThrownBy(settings::verify).hasMessageContaining("names no readable file");
    }

    private List<ProviderConfig> read(String content) {
        try {
            var file = Files.writeString(directory.resolve("providers.json"), content);
            var settings = Settings.of(Map.of(ProvidersFile.KEY, file.toString())::get);
            var providers = ProvidersFile.from(settings);
            settings.verify();
            return providers;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
