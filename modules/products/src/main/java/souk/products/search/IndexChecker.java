package souk.products.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.util.BytesRef;
import souk.shared.bus.Deadline;
import souk.shared.problem.Trouble;

/** Compares an index with the database, both ways and a page at a time. Blocks; for a thread of its own. */
final class IndexChecker {

    private static final int PAGE = 1_000;
    private static final int MOST_SUSPECTS = 10_000;
    private static final int NAMED = 100;
    private static final UUID LEAST = new UUID(0, 0);

    private final IndexKeeper keeper;
    private final IndexedProductRepository products;

    IndexChecker(IndexKeeper keeper, IndexedProductRepository products) {
        this.keeper = keeper;
        this.products = products;
    }

    /**
     * What differs, and goes on to differ after the index has taken in what was committed until then: changes go on
     * while this looks. Fails with {@link Trouble} if that takes longer than the deadline.
     */
    Differences check(Deadline deadline) throws IOException {
        var suspects = new LinkedHashSet<UUID>();
        var checked = inIndex(reader -> compare(reader, suspects, deadline));
        while (!suspects.isEmpty()) {
            var looked = System.nanoTime();
            var present = Patience.await(products.versions(suspects));
            keeper.awaitCurrent(looked, deadline);
            var before = suspects.size();
            inIndex(reader -> suspects.removeIf(agrees(reader, suspects, present)) ? 1 : 0);
            if (suspects.size() == before) {
                return inIndex(reader -> differences(checked, reader, suspects, present));
            }
        }
        return new Differences(checked, List.of(), List.of(), List.of());
    }

    private interface Looking<T> {
        T at(IndexReader reader) throws IOException;
    }

    private <T> T inIndex(Looking<T> looking) throws IOException {
        var index = keeper.index();
        var searcher = index.acquire();
        try {
            return looking.at(searcher.getIndexReader());
        } finally {
            index.release(searcher);
        }
    }

    private long compare(IndexReader reader, Set<UUID> suspects, Deadline deadline) throws IOException {
        var checked = 0L;
        for (var page = Patience.await(products.versionsBehind(LEAST, PAGE)); !page.isEmpty(); ) {
            var last = LEAST;
            for (var row : page.entrySet()) {
                last = row.getKey();
                if (!row.getValue().equals(version(reader, last))) {
                    suspect(suspects, last);
                }
            }
            checked += page.size();
            hurry(deadline);
            page = Patience.await(products.versionsBehind(last, PAGE));
        }
        for (var leaf : reader.leaves()) {
            compare(leaf.reader(), suspects, deadline);
        }
        return checked;
    }

    /** Whether what is in the index is in the database too. */
    private void compare(LeafReader segment, Set<UUID> suspects, Deadline deadline) throws IOException {
        var ids = new Ids(segment);
        var live = segment.getLiveDocs();
        var page = new ArrayList<UUID>();
        for (var document = 0; document < segment.maxDoc(); document++) {
            if (live == null || live.get(document)) {
                page.add(ids.of(document));
            }
            if (page.size() == PAGE || document == segment.maxDoc() - 1 && !page.isEmpty()) {
                var present = Patience.await(products.versions(page));
                page.stream().filter(id -> !present.containsKey(id)).forEach(id -> suspect(suspects, id));
                page.clear();
                hurry(deadline);
            }
        }
    }

    private static void suspect(Set<UUID> suspects, UUID id) {
        if (suspects.size() < MOST_SUSPECTS) {
            suspects.add(id);
        }
    }

    private static void hurry(Deadline deadline) {
        if (deadline.passed()) {
            throw Trouble.because("the check took too long");
        }
    }

    private static java.util.function.Predicate<UUID> agrees(
            IndexReader reader, Set<UUID> suspects, Map<UUID, Long> present) throws IOException {
        var known = new HashMap<UUID, Long>();
        for (var id : suspects) {
            known.put(id, version(reader, id));
        }
        return id -> java.util.Objects.equals(known.get(id), present.get(id));
    }

    private static Differences differences(
            long checked, IndexReader reader, Set<UUID> suspects, Map<UUID, Long> present) throws IOException {
        var missing = new ArrayList<UUID>();
        var outdated = new ArrayList<UUID>();
        var left = new ArrayList<UUID>();
        for (var id : suspects) {
            var kind = !present.containsKey(id) ? left : version(reader, id) == null ? missing : outdated;
            if (kind.size() < NAMED) {
                kind.add(id);
            }
        }
        return new Differences(checked, missing, outdated, left);
    }

    /** Null if it is not in the index. */
    private static Long version(IndexReader reader, UUID id) throws IOException {
        var bytes = new BytesRef(IndexFields.bytes(id).bytes);
        for (var leaf : reader.leaves()) {
            var segment = leaf.reader();
            var terms = segment.terms(IndexFields.ID);
            var term = terms == null ? null : terms.iterator();
            if (term == null || !term.seekExact(bytes)) {
                continue;
            }
            var documents = term.postings(null, PostingsEnum.NONE);
            for (var found = documents.nextDoc(); found != PostingsEnum.NO_MORE_DOCS; found = documents.nextDoc()) {
                if (segment.getLiveDocs() == null || segment.getLiveDocs().get(found)) {
                    var versions = segment.getNumericDocValues(IndexFields.VERSION);
                    versions.advanceExact(found);
                    return versions.longValue();
                }
            }
        }
        return null;
    }
}
