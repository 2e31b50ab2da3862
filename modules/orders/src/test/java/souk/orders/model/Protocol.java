package souk.orders.model;

import java.util.Set;

/** The protocol as written, or with some of its rules left out. */
record Protocol(Set<Mutation> mutations) {

    Protocol {
        mutations = Set.copyOf(mutations);
    }

    static Protocol asWritten() {
        return new Protocol(Set.of());
    }

    static Protocol with(Mutation mutation) {
        return new Protocol(Set.of(mutation));
    }

    boolean has(Mutation mutation) {
        return mutations.contains(mutation);
    }
}
