package souk.api.compatibility;

import java.util.ArrayList;
import java.util.List;

/** What is found at a place, and below it, in one list. */
final class Findings {

    private final List<String> all;
    private final String place;

    Findings() {
        this(new ArrayList<>(), "");
    }

    private Findings(List<String> all, String place) {
        this.all = all;
        this.place = place;
    }

    Findings at(String part) {
        return new Findings(all, place.isEmpty() ? part : place + ", " + part);
    }

    /** @param member of what is here, such as a property of a schema */
    Findings below(String member) {
        return new Findings(all, place + '/' + member);
    }

    void add(String what) {
        all.add(place + ": " + what);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
