package souk.products.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.bus.Deadline;

/** One node's index from its start to its end. */
class KeepingAnIndexTest {

    private static final long SEED = 11;
    private static Catalogue catalogue;

    @BeforeAll
    static void open() {
        catalogue = new Catalogue();
    }

    @AfterAll
    static void close() {
        catalogue.close();
    }

    private static void catchUp(IndexKeeper keeper) {
        keeper.awaitCurrent(System.nanoTime(), Deadline.in(Duration.ofSeconds(20)));
    }

    private static Differences check(IndexKeeper keeper) throws IOException {
        return new IndexChecker(keeper, catalogue.products).check(Deadline.in(Duration.ofSeconds(30)));
    }

    @Test
    void equalsTheDatabaseAfterManyWritersWhileItWasMadeAnew() throws IOException {
        var keeper = catalogue.keeper("random");
        var writers = new ArrayList<CompletableFuture<Void>>();
        for (var seed = SEED; seed < SEED + 3; seed++) {
            var random = new Random(seed);
            writers.add(CompletableFuture.runAsync(() -> change(random)));
        }
        keeper.rebuild();
        writers.forEach(CompletableFuture::join);
        catchUp(keeper);
        Awaitility.await().until(() -> keeper.state() == IndexState.READY);

        var found = check(keeper);

        assertThat(found.none()).as(found.toString()).isTrue();
        assertThat(found.checked())
                .isEqualTo(catalogue.testDatabase.number("SELECT count(*) FROM products WHERE deleted_at IS NULL"))
                .isGreaterThan(15);
    }

    private static void change(Random random) {
        var mine = new ArrayList<UUID>();
        try (var connection = catalogue.testDatabase.connect()) {
            for (var i = 0; i < 50; i++) {
                if (mine.size() < 5 || random.nextInt(3) == 0) {
                    mine.add(catalogue.add("Star " + i, connection));
                } else if (random.nextInt(4) == 0) {
                    catalogue.delete(mine.remove(random.nextInt(mine.size())), connection);
                } else {
                    catalogue.rename(mine.get(random.nextInt(mine.size())), "Moon " + i, connection);
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void namesWhatIsMissingOutdatedAndLeft() throws IOException {
        var outdated = catalogue.add("Zenith");
        var left = catalogue.add("Zenith");
        var keeper = catalogue.keeper("differing");
        catchUp(keeper);
        catalogue.testDatabase.execute("ALTER TABLE products DISABLE TRIGGER USER");
        var missing = catalogue.add("Zenith");
        catalogue.rename(outdated, "Nadir");
        catalogue.delete(left);
        catalogue.testDatabase.execute("ALTER TABLE products ENABLE TRIGGER USER");

        var found = check(keeper);
        assertThat(found.missing()).containsExactly(missing);
        assertThat(found.outdated()).containsExactly(outdated);
        assertThat(found.left()).containsExactly(left);

        keeper.rebuild();
        Awaitility.await()
                .until(() -> keeper.state() == IndexState.READY && check(keeper).none());
    }

    @Test
    void throwsADamagedIndexAwayAndMakesANewOne() throws IOException {
        var product = catalogue.add("Aurora");
        var before = catalogue.keeperFor("damaged");
        catchUp(before);
        Catalogue.await(before.stop());
        var damaged = damage(catalogue.folder("damaged"));

        var keeper = catalogue.keeper("damaged");
        catchUp(keeper);

        assertThat(Catalogue.found(keeper.index(), "aurora")).containsExactly(product);
        for (var file : damaged.entrySet()) {
            assertThat(Files.exists(file.getKey()) && Arrays.equals(Files.readAllBytes(file.getKey()), file.getValue()))
                    .as("still uses " + file.getKey())
                    .isFalse();
        }
    }

    @Test
    void goesOnWithTheIndexThatAnOrderlyEndLeft() throws IOException {
        var before = catalogue.keeperFor("kept");
        var folder = before.index().folder();
        Catalogue.await(before.stop());
        var meanwhile = catalogue.add("Eclipse");

        var keeper = catalogue.keeper("kept");
        catchUp(keeper);

        assertThat(keeper.index().folder()).isEqualTo(folder);
        assertThat(Catalogue.found(keeper.index(), "eclipse")).containsExactly(meanwhile);
    }

    @Test
    void refusesAFolderThatAnotherOneUses() {
        catalogue.keeper("taken");

        assertThatThrownBy(() -> IndexFolder.of(Optional.of(catalogue.folder("taken"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another process uses the folder");
    }

    /** One bit in the middle of each file that holds data. */
    private static Map<Path, byte[]> damage(Path folder) throws IOException {
        List<Path> files;
        try (var all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().matches(".*\\.(cfs|tim|doc)"))
                    .toList();
        }
        assertThat(files).isNotEmpty();
        var damaged = new HashMap<Path, byte[]>();
        for (var file : files) {
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            damaged.put(file, bytes);
        }
        return damaged;
    }
}
