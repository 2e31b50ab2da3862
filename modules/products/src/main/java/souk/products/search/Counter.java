package souk.products.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReader;

/** Counts what was found by something. One for each search. */
interface Counter {

    /** What is told every document of a segment that was found, in order. */
    interface InSegment {

        void count(int document) throws IOException;

        /** After the last document of the segment. */
        default void end() throws IOException {}
    }

    InSegment segment(LeafReader segment) throws IOException;

    List<Facet> facets();
}
