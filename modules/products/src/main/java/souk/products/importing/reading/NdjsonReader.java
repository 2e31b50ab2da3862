package souk.products.importing.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.shared.json.StrictJson;
import souk.shared.problem.Refusal;

/** One product in our own JSON per line. */
final class NdjsonReader implements FileReader {

    static final String TOO_LONG = "has more than " + Window.MAX_RECORD + " bytes";
    static final String NOT_UTF_8 = "is not in UTF-8; name the encoding as charset in the Content-Type";

    @Override
    public String format(Place reached) {
        return "ndjson";
    }

    @Override
    public Portion read(Window window, Place from, int most) {
        var drafts = new ArrayList<Draft>();
        var at = 0;
        var place = from;
        while (at < window.length() && drafts.size() < most) {
            var end = window.lineEnd(at);
            if (end < 0 && !window.last()) {
                return new Portion(drafts, unfinished(window, at, place, drafts));
            }
            var stop = end < 0 ? window.length() : end;
            if (!place.skipping()) {
                draft(window, at, stop, place.line() + 1).ifPresent(drafts::add);
            }
            var next = end < 0 ? stop : stop + 1;
            place = place.after(next - at, 1);
            at = next;
        }
        return new Portion(drafts, place);
    }

    private static Place unfinished(Window window, int at, Place place, List<Draft> drafts) {
        var begun = window.length() - at;
        if (place.skipping()) {
            return place.amidLine(begun);
        }
        if (begun > Window.MAX_RECORD) {
            drafts.add(Draft.unreadable(place.line() + 1, "", TOO_LONG));
            return place.amidLine(begun);
        }
        return place;
    }

    private static Optional<Draft> draft(Window window, int from, int to, long line) {
        if (to - from > Window.MAX_RECORD) {
            return Optional.of(Draft.unreadable(line, "", TOO_LONG));
        }
        var text = window.text(from, to);
        if (text.isEmpty()) {
            return Optional.of(Draft.unreadable(line, "", NOT_UTF_8));
        }
        return text.get().isBlank() ? Optional.empty() : Optional.of(parsed(text.get(), line));
    }

    private static Draft parsed(String text, long line) {
        try {
            return StrictJson.parse(text) instanceof ObjectNode product
                    ? Draft.own(line, product, List.of(), Map.of())
                    : Draft.unreadable(line, "", "must be an object");
        } catch (Refusal malformed) {
            return Draft.unreadable(line, "", malformed.problem().detail().replace("The body", "The line"));
        }
    }
}
