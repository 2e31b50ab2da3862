package souk.products.importing.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import souk.shared.json.StrictJson;
import souk.shared.problem.Refusal;

/**
 * A JSON document of any size with an array of products, at its top or inside objects. Holds no more than one product
 * at a time.
 */
final class JsonFileReader implements FileReader {

    private final String currency;

    /** @param currency of prices that come without one */
    JsonFileReader(String currency) {
        this.currency = currency;
    }

    @Override
    public String format(Place reached) {
        return "json";
    }

    /** What was read before the document turns out to be of no use is given first; the next time it is found out again. */
    @Override
    public Portion read(Window window, Place from, int most) {
        var drafts = new ArrayList<Draft>();
        var reached = new ArrayList<>(List.of(from));
        try {
            return read(window, drafts, reached, most);
        } catch (UnusableFile unusable) {
            if (drafts.isEmpty()) {
                throw unusable;
            }
            return new Portion(drafts, reached.get(reached.size() - 1));
        }
    }

    /** @param places gets each place behind an element */
    private Portion read(Window window, List<Draft> drafts, List<Place> places, int most) {
        var from = places.get(0);
        var scan = new JsonScan(window, from.outline() == null ? Outline.BEGINNING : from.outline());
        var place = from;
        var behind = 0;
        while (drafts.size() < most) {
            if (!scan.toElement()) {
                place = place.with(window.length() - behind, 0, scan.outline());
                requireEnd(window, scan);
                return new Portion(drafts, place);
            }
            var begin = scan.at();
            var reached = scan.outline();
            var end = scan.elementEnd();
            if (end < 0 && !window.last() && window.length() - begin <= Window.MAX_RECORD) {
                return new Portion(drafts, place.with(begin - behind, 0, reached));
            }
            if (end < 0 && !window.last()) {
                throw new UnusableFile("Element " + (place.line() + 1) + " " + NdjsonReader.TOO_LONG
                        + "; behind it nothing can be found.");
            }
            var stop = end < 0 ? window.length() : end;
            drafts.addAll(drafts(window, begin, stop, place.line() + 1));
            place = place.with(stop - behind, 1, reached);
            places.add(place);
            behind = stop;
        }
        return new Portion(drafts, place);
    }

    private static void requireEnd(Window window, JsonScan scan) {
        if (!window.last()) {
            return;
        }
        var outline = scan.outline();
        if (!outline.found()) {
            throw new UnusableFile("There is no array of products in it.");
        }
        if (!outline.open().isEmpty()) {
            throw new UnusableFile("The document ends before it is complete.");
        }
    }

    private List<Draft> drafts(Window window, int from, int to, long element) {
        if (to - from > Window.MAX_RECORD) {
            return List.of(Draft.unreadable(element, "", NdjsonReader.TOO_LONG));
        }
        var text = window.text(from, to);
        if (text.isEmpty()) {
            return List.of(Draft.unreadable(element, "", NdjsonReader.NOT_UTF_8));
        }
        try {
            return StrictJson.parse(text.get()) instanceof ObjectNode product
                    ? ForeignProduct.read(product, element, currency, Map.of())
                    : List.of(Draft.unreadable(element, "", "must be an object"));
        } catch (Refusal malformed) {
            var detail = malformed.problem().detail().replace("The body", "The element");
            return List.of(Draft.unreadable(element, "", detail));
        }
    }
}
