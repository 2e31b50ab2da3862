package souk.products.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;

/** The folder of one node, with a folder in it for each index; more than one only while a new one is made. */
final class IndexFolder implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(IndexFolder.class);
    private static final String PREFIX = "index-";

    private final Path base;
    private final boolean passing;
    private final FSDirectory directory;
    private final Lock lock;

    private IndexFolder(Path base, boolean passing) throws IOException {
        this.base = Files.createDirectories(base);
        this.passing = passing;
        this.directory = FSDirectory.open(base);
        this.lock = directory.obtainLock("node.lock");
    }

    /**
     * @param configured where the index outlives the process; empty for a folder that goes with it
     * @throws IllegalStateException if another process works in it
     */
    static IndexFolder of(Optional<Path> configured) {
        try {
            return configured.isPresent()
                    ? new IndexFolder(configured.get(), false)
                    : new IndexFolder(Files.createTempDirectory("souk-products-index"), true);
        } catch (LockObtainFailedException taken) {
            throw new IllegalStateException("another process uses the folder of the search index", taken);
        } catch (IOException unusable) {
            throw new UncheckedIOException("the folder of the search index cannot be used", unusable);
        }
    }

    /** The newest that can be used, after all others are removed. A damaged one is a warning and removed as well. */
    Optional<ProductIndex> open(UUID catalogue) throws IOException {
        var found = Optional.<ProductIndex>empty();
        for (var folder : indexes()) {
            found = found.isPresent() ? found : openWhole(folder, catalogue);
            if (found.isEmpty() || !found.get().folder().equals(folder)) {
                remove(folder);
            }
        }
        return found;
    }

    private static Optional<ProductIndex> openWhole(Path folder, UUID catalogue) throws LockObtainFailedException {
        try {
            return ProductIndex.open(folder, catalogue);
        } catch (LockObtainFailedException inUse) {
            throw inUse;
        } catch (IOException | RuntimeException damaged) {
            LOG.warn("event=search-index-damaged folder={} reason=\"{}\"", folder, damaged.toString());
            return Optional.empty();
        }
    }

    /** For an index that is not there yet. */
    Path next() throws IOException {
        var number = indexes().stream().mapToLong(IndexFolder::number).max().orElse(0) + 1;
        return Files.createDirectories(base.resolve(PREFIX + number));
    }

    /** Newest first. */
    private List<Path> indexes() throws IOException {
        try (var all = Files.list(base)) {
            return all.filter(path -> path.getFileName().toString().matches(PREFIX + "[0-9]{1,18}"))
                    .sorted(Comparator.comparingLong(IndexFolder::number).reversed())
                    .toList();
        }
    }

    private static long number(Path folder) {
        return Long.parseLong(folder.getFileName().toString().substring(PREFIX.length()));
    }

    static void remove(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        directory.close();
        if (passing) {
            remove(base);
        }
    }
}
