package souk.products.grant;

import java.time.Instant;
import java.util.UUID;

/**
 * A right on one product that somebody was given, in JSON with these very members.
 *
 * @param principal the account that has it
 * @param version counts the changes of this grant; its entity tag, and no part of the product's
 * @param grantedBy who gave it its present level
 */
public record Grant(
        UUID productId, UUID principal, GrantLevel level, long version, UUID grantedBy, Instant grantedAt) {}
