package souk.products.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** An index in a folder, written by one thread and searched by any. Every commit says which transactions are in it. */
final class ProductIndex implements AutoCloseable {

    /** Newest first, so that of products that are equal otherwise the newest are met first. */
    static final Sort NEWEST_FIRST = new Sort(
            new SortField(IndexFields.ID_HIGH, SortField.Type.LONG, true),
            new SortField(IndexFields.ID_LOW, SortField.Type.LONG, true));

    private static final int BUFFER_MB = 32;
    private static final int CACHED_FILTERS = 200;
    private static final long CACHE_BYTES = 32L << 20;
    private static final int WORTH_CACHING = 10_000;
    private static final String POSITION = "position";
    private static final String CATALOGUE = "catalogue";
    private static final String FORMAT = "format";

    private final Path folder;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final UUID catalogue;
    private final ProductDocument documents = new ProductDocument();
    private volatile FeedPosition position;

    private ProductIndex(Path folder, Directory directory, UUID catalogue, FeedPosition position) throws IOException {
        this.folder = folder;
        this.directory = directory;
        this.catalogue = catalogue;
        this.position = position;
        this.writer = new IndexWriter(directory, config());
        this.searchers = new SearcherManager(writer, new Searchers());
    }

    /** An empty one that takes in everything from that position on. */
    static ProductIndex create(Path folder, UUID catalogue, FeedPosition position) throws IOException {
        return new ProductIndex(folder, FSDirectory.open(folder), catalogue, position);
    }

    /**
     * That of the last commit in the folder; none if it is of another catalogue or in another format. Fails as Lucene
     * does if it is damaged: every byte is looked at.
     */
    static Optional<ProductIndex> open(Path folder, UUID catalogue) throws IOException {
        var directory = FSDirectory.open(folder);
        if (!DirectoryReader.indexExists(directory)) {
            directory.close();
            return Optional.empty();
        }
        Map<String, String> data;
        try (var reader = DirectoryReader.open(directory)) {
            for (var leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
            data = reader.getIndexCommit().getUserData();
        }
        if (!IndexFields.FORMAT.equals(data.get(FORMAT))
                || !catalogue.toString().equals(data.get(CATALOGUE))) {
            directory.close();
            return Optional.empty();
        }
        return Optional.of(new ProductIndex(folder, directory, catalogue, new FeedPosition(data.get(POSITION))));
    }

    private static IndexWriterConfig config() {
        var merging = new ConcurrentMergeScheduler();
        merging.setMaxMergesAndThreads(4, 1);
        return new IndexWriterConfig(null)
                .setIndexSort(NEWEST_FIRST)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setMergeScheduler(merging)
                .setSimilarity(new WeightSimilarity())
                .setCommitOnClose(false);
    }

    Path folder() {
        return folder;
    }

    FeedPosition position() {
        return position;
    }

    UUID catalogue() {
        return catalogue;
    }

    /** Products that are not in it yet. */
    void add(List<IndexedProduct> products) throws IOException {
        for (var product : products) {
            writer.addDocument(documents.of(product));
        }
    }

    /** What is there now of the products that changed; those of them that are missing are gone. */
    void replace(List<UUID> changed, Map<UUID, IndexedProduct> present) throws IOException {
        for (var id : changed) {
            var product = present.get(id);
            if (product == null) {
                writer.deleteDocuments(ProductDocument.term(id));
            } else {
                writer.updateDocument(ProductDocument.term(id), documents.of(product));
            }
        }
    }

    /** Searches from now on see all that was written, and the position says so. */
    void reached(FeedPosition reached) throws IOException {
        searchers.maybeRefreshBlocking();
        position = reached;
    }

    /** Makes what was reached durable, for a start after this one. */
    void commit() throws IOException {
        var data = Map.of(POSITION, position.snapshot(), CATALOGUE, catalogue.toString(), FORMAT, IndexFields.FORMAT);
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
    }

    /** To be given back with {@link #release}. */
    IndexSearcher acquire() throws IOException {
        return searchers.acquire();
    }

    void release(IndexSearcher searcher) throws IOException {
        searchers.release(searcher);
    }

    /** Whether the writer has met trouble after which it writes no more. */
    boolean isBroken() {
        return !writer.isOpen();
    }

    /** Leaves what was not committed. */
    @Override
    public void close() throws IOException {
        try (directory) {
            searchers.close();
            writer.rollback();
        }
    }

    private static final class Searchers extends SearcherFactory {

        private final LRUQueryCache cache = new LRUQueryCache(
                CACHED_FILTERS, CACHE_BYTES, leaf -> leaf.reader().maxDoc() >= WORTH_CACHING, Float.POSITIVE_INFINITY);
        private final CachedFilters policy = new CachedFilters();

        @Override
        public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
            var searcher = new IndexSearcher(reader);
            searcher.setSimilarity(new WeightSimilarity());
            searcher.setQueryCache(cache);
            searcher.setQueryCachingPolicy(policy);
            return searcher;
        }
    }
}
