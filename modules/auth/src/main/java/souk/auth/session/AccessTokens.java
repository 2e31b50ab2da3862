package souk.auth.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import souk.auth.account.Account;
import souk.auth.keys.SigningKeys;
import souk.shared.config.NodeConfig;
import souk.shared.id.UuidV7;
import souk.shared.security.CompactJws;
import souk.shared.security.Role;
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

    public String issue(Account account) {
        var key = keys.current();
        var header =
                Map.<String, Object>of("typ", CompactJws.ACCESS_TOKEN, "alg", TokenKey.ALGORITHM, "kid", key.kid());
        return CompactJws.sign(header, claims(account), key.privateKey());
    }

    private Map<String, Object> claims(Account account) {
        var now = clock.instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", terms.issuer());
        claims.put("aud", terms.audience());
        claims.put("sub", account.id().toString());
        claims.put("jti", UuidV7.next().toString());
        claims.put("iat", now);
        claims.put("exp", now + life.toSeconds());
        claims.put("username", account.username());
        claims.put("roles", account.roles().stream().sorted().map(Role::scope).toList());
        return claims;
    }
}
