package souk.products.grant;

import java.util.Optional;
import java.util.UUID;
import souk.shared.http.ExpectedVersion;

/**
 * A level that somebody is to have, and over what.
 *
 * @param onlyNew only if there is no grant yet
 * @param expected the version of the grant that it replaces; empty to create one, or to find that it is there just so
 */
record GrantChange(
        UUID product, UUID principal, GrantLevel level, boolean onlyNew, Optional<ExpectedVersion> expected) {

    boolean mayCreate() {
        return expected.isEmpty();
    }

    /** Whether it is enough that there is a grant of this level already. */
    boolean mayFind() {
        return expected.isEmpty() && !onlyNew;
    }

    boolean overAny() {
        return expected.filter(ExpectedVersion::any).isPresent();
    }

    /** Versions that it may replace; none if it is over any, or may not replace at all. */
    Long[] over() {
        return expected.map(ExpectedVersion::forSql).orElseGet(() -> new Long[0]);
    }
}
