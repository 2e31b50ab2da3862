package souk.products.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing that was committed is missed, whatever order it was committed in and whenever the reader was away. */
class FollowingTheCatalogueTest {

    private static Catalogue catalogue;

    @BeforeAll
    static void open() {
        catalogue = new Catalogue();
    }

    @AfterAll
    static void close() {
        catalogue.close();
    }

    @Test
    void takesInTransactionsInWhateverOrderTheyCommit() throws IOException, SQLException {
        try (var index = catalogue.built("order");
                var first = catalogue.transaction();
                var second = catalogue.transaction();
                var third = catalogue.transaction()) {
            var early = catalogue.add("Comet", first);
            var middle = catalogue.add("Comet", second);
            var late = catalogue.add("Comet", third);

            third.commit();
            catalogue.follower.follow(index);
            assertThat(Catalogue.found(index, "comet")).containsExactly(late);

            first.commit();
            catalogue.follower.follow(index);
            assertThat(Catalogue.found(index, "comet")).containsExactly(late, early);

            second.commit();
            var taken = catalogue.follower.follow(index);
            assertThat(Catalogue.found(index, "comet")).containsExactly(late, middle, early);
            assertThat(taken).as("what was taken in before is not read again").isEqualTo(1);
            assertThat(catalogue.follower.follow(index)).isZero();
        }
    }

    @Test
    void takesInWhatWasOpenWhileItWasBuilt() throws IOException, SQLException {
        try (var open = catalogue.transaction()) {
            var pending = catalogue.add("Nebula", open);
            try (var index = catalogue.built("building")) {
                assertThat(Catalogue.found(index, "nebula")).isEmpty();
                open.commit();
                catalogue.follower.follow(index);
                assertThat(Catalogue.found(index, "nebula")).containsExactly(pending);
            }
        }
    }

    @Test
    void goesOnFromItsLastCommitWhenItWasKilled() throws IOException {
        var kept = catalogue.add("Meteor");
        var renamed = catalogue.add("Meteor");
        var deleted = catalogue.add("Meteor");
        var killed = catalogue.built("killed");
        var added = catalogue.add("Meteor");
        catalogue.rename(renamed, "Satellite");
        catalogue.delete(deleted);
        catalogue.follower.follow(killed);
        var identity = killed.catalogue();
        killed.close();

        try (var index = ProductIndex.open(catalogue.folder("killed"), identity).orElseThrow()) {
            assertThat(Catalogue.found(index, "meteor"))
                    .as("as it was committed")
                    .contains(deleted, renamed);
            catalogue.follower.follow(index);
            assertThat(Catalogue.found(index, "meteor")).containsExactly(added, kept);
            assertThat(Catalogue.found(index, "satellite")).containsExactly(renamed);
        }
    }

    @Test
    void takesManyChangesOfOneTransactionInPages() throws IOException {
        try (var index = catalogue.built("pages")) {
            catalogue.testDatabase.execute("""
                    WITH made AS (
                      INSERT INTO products (id, sku, owner_id, name, description, price_minor, currency, status)
                      SELECT gen_random_uuid(), 'Q-' || n, '%s', 'Quasar', '', 100, 'EUR', 'active'
                        FROM generate_series(1, 2500) n RETURNING id)
                    INSERT INTO stock (product_id, on_hand) SELECT id, 1 FROM made""".formatted(Catalogue.SELLER));

            var hurried = new Follower(catalogue.feed, catalogue.products, new Follower.Haste(() -> true, () -> false));
            assertThat(hurried.follow(index)).isEqualTo(1_000);
            catalogue.add("Quasar");
            assertThat(hurried.follow(index))
                    .as("what is of one transaction is reached as a whole")
                    .isEqualTo(1_000);

            assertThat(catalogue.follower.follow(index)).isEqualTo(2_501);
            assertThat(Catalogue.found(index, "quasar")).hasSize(2_501);
        }
    }

    @Test
    void goesOnBehindTheTransactionsThatItHasTakenInAsAWhole() throws IOException {
        try (var index = catalogue.built("parts")) {
            for (var transaction = 1; transaction <= 3; transaction++) {
                catalogue.testDatabase.execute("""
                        WITH made AS (
                          INSERT INTO products (id, sku, owner_id, name, description, price_minor, currency, status)
                          SELECT gen_random_uuid(), 'B-%2$d-' || n, '%1$s', 'Blazar', '', 100, 'EUR', 'active'
                            FROM generate_series(1, 700) n RETURNING id)
                        INSERT INTO stock (product_id, on_hand) SELECT id, 1 FROM made""".formatted(Catalogue.SELLER, transaction));
            }
            var hurried = new Follower(catalogue.feed, catalogue.products, new Follower.Haste(() -> true, () -> false));

            assertThat(hurried.follow(index)).isEqualTo(1_000);
            assertThat(hurried.follow(index)).as("behind the first of them").isEqualTo(1_000);
            assertThat(catalogue.follower.follow(index)).as("the last of them").isBetween(700, 1_400);
            assertThat(Catalogue.found(index, "blazar")).hasSize(2_100);
        }
    }

    @Test
    void saysSoWhenTheFeedDoesNotReachBackToItAndMissesNothingThatCameAfterwards() throws IOException {
        try (var own = new Catalogue();
                var behind = own.built("behind");
                var ahead = own.built("ahead")) {
            own.add("Pulsar");
            own.follower.follow(ahead);
            Catalogue.await(own.feed.forget(Duration.ZERO));
            var later = own.add("Pulsar");

            assertThat(own.follower.follow(behind)).isEqualTo(-1);
            assertThat(own.follower.follow(ahead)).isEqualTo(1);
            assertThat(Catalogue.found(ahead, "pulsar")).hasSize(2).contains(later);
        }
    }
}
