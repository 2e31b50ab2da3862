package souk.auth.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import souk.shared.config.Secret;
import souk.shared.config.Settings;
import souk.shared.json.Fields;
import souk.shared.json.StrictJson;
import souk.shared.problem.Refusal;

/** The identity providers that a file lists; {@code docs/access.md} describes it. */
public final class ProvidersFile {

    static final String KEY = "SOUK_OIDC_PROVIDERS_FILE";

    private static final String LIST = "providers";
    private static final int MAX_PROVIDERS = 50;
    private static final int LONGEST = 500;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_]{1,39}");
    private static final Pattern SCOPES = Pattern.compile("[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*");

    private final Path file;
    private final Set<String> names = new HashSet<>();
    private final Set<String> issuers = new HashSet<>();

    private ProvidersFile(Path file) {
        this.file = file;
    }

    /** None where no file is configured. Notes every violation in the file. */
    public static List<ProviderConfig> from(Settings settings) {
        if (settings.text(KEY, "").isEmpty()) {
            return List.of();
        }
        var file = settings.file(KEY, "identity providers");
        try {
            return Files.isReadable(file) ? new ProvidersFile(file).read() : List.of();
        } catch (Refusal refusal) {
            var problem = refusal.problem();
            problem.errors()
                    .forEach(error -> settings.problem(
                            KEY + ": " + error.pointer().substring(LIST.length() + 1) + " " + error.detail(), file));
            return problem.errors().isEmpty() ? settings.problem(KEY + ": " + problem.detail(), List.of()) : List.of();
        } catch (IOException unreadable) {
            return settings.problem(KEY + " names no readable file", List.of());
        }
    }

    private List<ProviderConfig> read() throws IOException {
        var list = StrictJson.parse(Files.readString(file));
        var document = Fields.of(JsonNodeFactory.instance.objectNode().set(LIST, list));
        var providers = new ArrayList<ProviderConfig>();
        for (var fields : document.objects(LIST, 1, MAX_PROVIDERS)) {
            providers.add(provider(fields, list.get(providers.size())));
        }
        document.done();
        return List.copyOf(providers);
    }

    private ProviderConfig provider(Fields fields, JsonNode json) {
        var roles =
                json instanceof ObjectNode object ? roles(fields, object.remove("roles")) : Map.<String, String>of();
        var name = name(fields);
        var clientId = fields.text("clientId", 1, LONGEST);
        var provider = new ProviderConfig(
                name,
                issuer(fields),
                clientId,
                secret(fields),
                audience(fields, clientId),
                scopes(fields),
                fields.optionalText("rolesClaim", 1, LONGEST),
                roles,
                redirectUri(fields, name),
                url(fields, "afterLogout", fields.optionalText("afterLogout", 1, LONGEST)));
        if (provider.rolesClaim().isEmpty() && !roles.isEmpty()) {
            fields.violation("rolesClaim", "is missing: where do tokens list their roles?");
        }
        return provider;
    }

    private String name(Fields fields) {
        var name = fields.text("name", 1, LONGEST);
        if (name != null && !NAME.matcher(name).matches()) {
            fields.violation("name", "must be up to 31 letters a to z, digits and hyphens, a letter first");
        }
        if (name != null && !names.add(name)) {
            fields.violation("name", "is there twice");
        }
        return name;
    }

    private String issuer(Fields fields) {
        var issuer = fields.text("issuer", 1, LONGEST);
        url(fields, "issuer", Optional.ofNullable(issuer))
                .filter(ProviderUrl::hasQuery)
                .ifPresent(query -> fields.violation("issuer", "must have no query"));
        if (issuer != null && !issuers.add(issuer)) {
            fields.violation("issuer", "is there twice");
        }
        return issuer;
    }

    /** An ID token is meant for the client: were that the API's name, too, one could pass for the other. */
    private static Optional<String> audience(Fields fields, String clientId) {
        var audience = fields.optionalText("audience", 1, LONGEST);
        if (audience.isPresent() && audience.get().equals(clientId)) {
            fields.violation("audience", "must differ from clientId, which is the audience of ID tokens");
        }
        return audience;
    }

    private static String scopes(Fields fields) {
        var scopes = fields.optionalText("scopes", 1, LONGEST).orElse("openid profile email");
        if (!SCOPES.matcher(scopes).matches() || !List.of(scopes.split(" ")).contains("openid")) {
            fields.violation("scopes", "must be names separated by single blanks, openid among them");
        }
        return scopes;
    }

    private static String redirectUri(Fields fields, String name) {
        var uri = fields.text("redirectUri", 1, LONGEST);
        url(fields, "redirectUri", Optional.ofNullable(uri))
                .filter(valid -> !valid.endsWith("/oidc/" + name + "/callback"))
                .ifPresent(other -> fields.violation(
                        "redirectUri", "must end in /oidc/" + name + "/callback, where this provider is answered"));
        return uri;
    }

    private static Optional<String> url(Fields fields, String member, Optional<String> url) {
        var complaint = url.flatMap(ProviderUrl::complaint);
        complaint.ifPresent(wrong -> fields.violation(member, wrong));
        return complaint.isPresent() ? Optional.empty() : url;
    }

    /** Its path is meant from where the file is. */
    private Optional<Secret> secret(Fields fields) {
        return fields.optionalText("clientSecretFile", 1, LONGEST).map(path -> {
            try {
                var secret = Files.readString(file.resolveSibling(path)).strip();
                if (secret.isEmpty()) {
                    fields.violation("clientSecretFile", "names an empty file");
                }
                return new Secret(secret);
            } catch (IOException | java.nio.file.InvalidPathException unreadable) {
                fields.violation("clientSecretFile", "names no readable file");
                return new Secret("");
            }
        });
    }

    private static Map<String, String> roles(Fields fields, JsonNode json) {
        var roles = new LinkedHashMap<String, String>();
        if (json == null || json.isNull()) {
            return roles;
        }
        if (!json.isObject()) {
            fields.violation("roles", "must be an object: our role by the provider's");
            return roles;
        }
        json.properties().forEach(role -> {
            if (role.getValue().isTextual()
                    && ROLE.matcher(role.getValue().textValue()).matches()) {
                roles.put(role.getKey(), role.getValue().textValue());
            } else {
                fields.violation("roles", "gives for " + role.getKey() + " what is no name of a role");
            }
        });
        return roles;
    }
}
