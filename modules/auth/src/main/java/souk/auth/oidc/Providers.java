package souk.auth.oidc;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** All configured identity providers. */
final class Providers {

    private final List<Provider> providers;

    Providers(List<ProviderConfig> configured, IdpHttp http, InstantSource clock) {
        this.providers = configured.stream()
                .map(provider -> new Provider(provider, http, clock))
                .toList();
    }

    List<Provider> all() {
        return providers;
    }

    Optional<Provider> named(String name) {
        return providers.stream()
                .filter(provider -> provider.config().name().equals(name))
                .findFirst();
    }

    Optional<Provider> ofIssuer(String issuer) {
        return providers.stream()
                .filter(provider -> provider.config().issuer().equals(issuer))
                .findFirst();
    }
}
