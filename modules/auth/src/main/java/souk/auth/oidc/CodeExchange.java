package souk.auth.oidc;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.config.Secret;
import souk.shared.json.StrictJson;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

/** Trades an authorization code for an ID token (RFC 6749, section 4.1.3, with the verifier of RFC 7636). */
final class CodeExchange {

    private static final Logger LOG = LogManager.getLogger(CodeExchange.class);

    private final IdpHttp http;

    CodeExchange(IdpHttp http) {
        this.http = http;
    }

    /**
     * The ID token, not yet verified. Fails with {@link Untrusted} if the provider does not know the code, with
     * {@link Trouble} if it does not answer or does not know us.
     */
    Future<String> idToken(Provider provider, String code, String verifier) {
        return provider.endpoints()
                .compose(endpoints -> ask(provider.config(), endpoints, code, verifier))
                .map(reply -> read(provider, reply));
    }

    private Future<IdpHttp.Reply> ask(ProviderConfig config, Endpoints endpoints, String code, String verifier) {
        var form = new Form()
                .with("grant_type", "authorization_code")
                .with("code", code)
                .with("redirect_uri", config.redirectUri())
                .with("code_verifier", verifier);
        var headers = MultiMap.caseInsensitiveMultiMap();
        var secret = config.clientSecret();
        if (secret.isPresent() && !endpoints.secretInBody()) {
            headers.set("authorization", basic(config.clientId(), secret.get()));
        } else {
            form.with("client_id", config.clientId());
            secret.ifPresent(known -> form.with("client_secret", known.value()));
        }
        return http.post(endpoints.token(), headers, form);
    }

    private static String basic(String clientId, Secret secret) {
        var pair = Form.encode(clientId) + ":" + Form.encode(secret.value());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Provider provider, IdpHttp.Reply reply) {
        try {
            var answer = new Claims(StrictJson.parse(reply.body()));
            if (reply.status() == 200) {
                var token = answer.json().path("id_token");
                Untrusted.unless(token.isTextual(), "there is no ID token");
                return token.textValue();
            }
            var error = answer.optionalText("error").orElse("");
            Untrusted.unless(!error.equals("invalid_grant"), "the provider does not know the code");
            LOG.warn("event=oidc-code-not-taken provider={} status={}", provider, reply.status());
        } catch (Refusal malformed) {
            LOG.warn("event=oidc-code-answer-malformed provider={} status={}", provider, reply.status());
        }
        throw Trouble.because("identity provider " + provider + " answered with status " + reply.status());
    }
}
