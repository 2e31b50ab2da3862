package souk.products.search;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** An index that is being made, on a thread of its own. */
final class Construction {

    private static final Logger LOG = LogManager.getLogger(Construction.class);

    private final IndexBuilder builder;
    private final Thread thread;
    private volatile ProductIndex result;

    private Construction(IndexBuilder builder, Path folder) {
        this.builder = builder;
        this.thread = new Thread(() -> build(folder), "search-index-build");
        thread.setDaemon(true);
    }

    static Construction begin(IndexBuilder builder, Path folder) {
        var construction = new Construction(builder, folder);
        construction.thread.start();
        return construction;
    }

    private void build(Path folder) {
        try {
            result = builder.build(folder);
        } catch (IOException | RuntimeException failed) {
            LOG.warn("event=search-index-not-built reason=\"{}\"", failed.toString());
        }
    }

    boolean isEnded() {
        return !thread.isAlive();
    }

    /** Null if it did not come to an end. */
    ProductIndex result() {
        return result;
    }

    long done() {
        return builder.done();
    }

    /** After the builder was told to stop. */
    void abandon() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (result != null) {
            result.close();
        }
    }
}
