package souk.products.grant;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import souk.products.grant.GrantFailure.MayNotManage;
import souk.products.grant.GrantFailure.MayNotRead;
import souk.products.grant.GrantFailure.NoSuchGrant;
import souk.products.grant.GrantFailure.NoSuchProduct;
import souk.products.grant.GrantFailure.OwnerNeedsNone;
import souk.products.grant.GrantFailure.ThereIsNone;
import souk.products.grant.GrantFailure.ThereIsOne;
import souk.products.grant.GrantFailure.VersionNeeded;
import souk.products.grant.GrantRepository.Put;
import souk.products.grant.GrantRepository.Standing;
import souk.shared.http.ExpectedVersion;
import souk.shared.problem.Refusal;

/**
 * Reading and changing grants. Fails with NoSuchProduct for what the caller does not see, before anything else, and then
 * with MayNotManage or MayNotRead.
 */
final class Granting {

    private final GrantRepository grants;

    Granting(GrantRepository grants) {
        this.grants = grants;
    }

    /** Up to one more than the limit, by principal. */
    Future<List<Grant>> list(UUID product, Rights rights, UUID after, int limit) {
        return grants.standing(product, after, rights)
                .map(Granting::mayRead)
                .compose(allowed -> grants.list(product, rights, after, limit + 1L));
    }

    Future<Grant> read(UUID product, UUID principal, Rights rights) {
        return grants.standing(product, principal, rights)
                .map(Granting::mayRead)
                .map(standing -> standing.grant().orElseThrow(() -> new NoSuchGrant().refusal()));
    }

    /** Repeating it is no change. */
    Future<Put> put(GrantChange change, Rights rights, Act act) {
        return grants.alone(
                change.product(),
                rights,
                connection -> grants.put(connection, change, rights)
                        .compose(put -> put.map(done -> note(connection, change, done, act))
                                .orElseGet(() -> grants.standing(
                                                connection, change.product(), change.principal(), rights)
                                        .compose(standing ->
                                                Future.failedFuture(whyNot(change, mayManage(standing)))))));
    }

    Future<Void> revoke(UUID product, UUID principal, ExpectedVersion expected, Rights rights, Act act) {
        return grants.alone(
                product,
                rights,
                connection -> grants.revoke(connection, product, principal, expected, rights)
                        .compose(revoked -> revoked.map(level -> AccessChangeRepository.note(
                                        connection, AccessChange.grant(product, principal, level.text(), null), act))
                                .orElseGet(() -> grants.standing(connection, product, principal, rights)
                                        .compose(standing ->
                                                Future.failedFuture(whyNot(expected, mayManage(standing)))))));
    }

    private static Future<Put> note(SqlConnection connection, GrantChange change, Put done, Act act) {
        if (!done.changed()) {
            return Future.succeededFuture(done);
        }
        var before = done.before().map(GrantLevel::text).orElse(null);
        var noted = AccessChange.grant(
                change.product(),
                change.principal(),
                before,
                done.grant().level().text());
        return AccessChangeRepository.note(connection, noted, act).map(done);
    }

    private static Refusal whyNot(GrantChange change, Standing standing) {
        if (standing.principalOwns()) {
            return new OwnerNeedsNone().refusal();
        }
        if (standing.grant().isEmpty()) {
            return new ThereIsNone().refusal();
        }
        if (change.onlyNew()) {
            return new ThereIsOne().refusal();
        }
        var version = standing.grant().get().version();
        return change.expected()
                .map(expected -> expected.stale("grant", version))
                .orElseGet(() -> new VersionNeeded().refusal());
    }

    private static Refusal whyNot(ExpectedVersion expected, Standing standing) {
        return standing.grant()
                .map(grant -> expected.stale("grant", grant.version()))
                .orElseGet(() -> new NoSuchGrant().refusal());
    }

    private static Standing mayRead(Optional<Standing> found) {
        var standing = found.orElseThrow(() -> new NoSuchProduct().refusal());
        if (!standing.manages() && !standing.reads()) {
            throw new MayNotRead().refusal();
        }
        return standing;
    }

    private static Standing mayManage(Optional<Standing> found) {
        var standing = found.orElseThrow(() -> new NoSuchProduct().refusal());
        if (!standing.manages()) {
            throw new MayNotManage().refusal();
        }
        return standing;
    }
}
