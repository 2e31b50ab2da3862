package souk.auth.oidc;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import souk.shared.config.Secret;

/**
 * An identity provider, as this installation knows it.
 *
 * @param name in our own addresses
 * @param issuer compared character for character with what the provider and its tokens say
 * @param clientSecret none for a public client
 * @param audience what an access token must be meant for to be taken as bearer token; without it none is
 * @param scopes separated by blanks
 * @param rolesClaim where a token lists roles, such as {@code realm_access.roles}; without it roles are given here
 * @param roles our role by the provider's
 * @param redirectUri our callback, as the provider knows it
 * @param afterLogout where the provider sends a browser after a log-out
 */
public record ProviderConfig(
        String name,
        String issuer,
        String clientId,
        Optional<Secret> clientSecret,
        Optional<String> audience,
        String scopes,
        Optional<String> rolesClaim,
        Map<String, String> roles,
        String redirectUri,
        Optional<String> afterLogout) {

    public ProviderConfig {
        roles = Map.copyOf(roles);
    }

    /** Our names of those that we know among the provider's. */
    Set<String> rolesFor(Set<String> foreign) {
        var ours = new TreeSet<String>();
        foreign.stream().filter(roles::containsKey).map(roles::get).forEach(ours::add);
        return ours;
    }
}
