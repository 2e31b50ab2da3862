package souk.auth.oidc;

import java.util.Optional;
import java.util.Set;
import souk.shared.json.StrictJson;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0).
 *
 * @param endSession where a browser logs out there
 * @param secretInBody whether the client's secret goes into the body, because the provider takes no Basic header
 * @param namesItself whether it says in each answer to a log-in who it is (RFC 9207)
 */
record Endpoints(
        String authorization,
        String token,
        String jwks,
        Optional<String> endSession,
        boolean secretInBody,
        boolean namesItself) {

    /** Throws {@link Trouble}: a provider that does not say who it is is as good as away. */
    static Endpoints read(IdpHttp.Reply reply, String issuer) {
        if (reply.status() != 200) {
            throw Trouble.because("discovery answered with status " + reply.status());
        }
        try {
            var metadata = new Claims(StrictJson.parse(reply.body()));
            Untrusted.unless(metadata.text("issuer").equals(issuer), "it is another issuer");
            var methods = metadata.textsAt("token_endpoint_auth_methods_supported");
            return new Endpoints(
                    url(metadata.text("authorization_endpoint")),
                    url(metadata.text("token_endpoint")),
                    url(metadata.text("jwks_uri")),
                    metadata.optionalText("end_session_endpoint").map(Endpoints::url),
                    inBody(methods),
                    metadata.isTrue("authorization_response_iss_parameter_supported"));
        } catch (Refusal malformed) {
            throw Trouble.because("the discovery document is not JSON");
        } catch (Untrusted wrong) {
            throw Trouble.because("the discovery document is wrong: " + wrong.getMessage());
        }
    }

    private static boolean inBody(Set<String> methods) {
        return methods.contains("client_secret_post") && !methods.contains("client_secret_basic");
    }

    private static String url(String url) {
        ProviderUrl.complaint(url).ifPresent(complaint -> {
            throw new Untrusted("an endpoint " + complaint);
        });
        return url;
    }
}
