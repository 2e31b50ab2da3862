package souk.auth.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import souk.auth.account.Account;
import souk.auth.keys.SigningKeys;
import souk.shared.config.NodeConfig;
import souk.shared.id.UuidV7;
import souk.shared.security.CompactJws;
import souk.shared.security.Permission;
import souk.shared.security.TokenKey;

/** Issues access tokens (RFC 9068), signed with RS256. */
public final class AccessTokens {

    private final SigningKeys keys;
    private final NodeConfig.Tokens terms;
    private final Duration life;
    private final InstantSource clock;

    public AccessTokens(SigningKeys keys, NodeConfig.Tokens terms, Duration life, InstantSource clock) {
        this.keys = keys;
        this.terms = terms;
        this.life = life;
        this.clock = clock;
    }

    public Duration life() {
        return life;
    }

    /** @param credential the session that the token belongs to */
    public String issue(Account account, UUID credential) {
        return issue(account, account.roles(), account.permissions(), credential, life);
    }

    /**
     * A token that may do less, for a shorter time. It names no roles, for it has not all that they give.
     *
     * @param permissions none that the account does not have
     * @param credential the API key or session that the token belongs to; it ends with that
     */
    public String issue(Account account, Set<Permission> permissions, UUID credential, Duration life) {
        return issue(account, Set.of(), permissions, credential, life);
    }

    private String issue(
            Account account, Set<String> roles, Set<Permission> permissions, UUID credential, Duration life) {
        var key = keys.current();
        var header =
                Map.<String, Object>of("typ", CompactJws.ACCESS_TOKEN, "alg", TokenKey.ALGORITHM, "kid", key.kid());
        return CompactJws.sign(header, claims(account, roles, permissions, credential, life), key.privateKey());
    }

    private Map<String, Object> claims(
            Account account, Set<String> roles, Set<Permission> permissions, UUID credential, Duration life) {
        var now = clock.instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", terms.issuer());
        claims.put("aud", terms.audience());
        claims.put("sub", account.id().toString());
        claims.put("jti", UuidV7.next().toString());
        claims.put("iat", now);
        claims.put("exp", now + life.toSeconds());
        claims.put("username", account.username());
        claims.put("roles", roles.stream().sorted().toList());
        claims.put("scope", permissions.stream().sorted().map(Permission::scope).collect(Collectors.joining(" ")));
        claims.put("sid", credential.toString());
        claims.put("gen", account.generation());
        return claims;
    }
}
