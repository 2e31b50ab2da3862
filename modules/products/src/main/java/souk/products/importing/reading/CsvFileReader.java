package souk.products.importing.reading;

import java.util.ArrayList;
import java.util.List;

/** CSV with a header: of our own layout, of Shopify's, or of another shop. */
final class CsvFileReader implements FileReader {

    private final String wanted;
    private final String currency;

    /**
     * @param wanted the layout, or null to recognise it
     * @param currency of prices that come without one
     */
    CsvFileReader(String wanted, String currency) {
        this.wanted = wanted;
        this.currency = currency;
    }

    @Override
    public String format(Place reached) {
        return reached.table() == null ? wanted : reached.table().layout();
    }

    @Override
    public Portion read(Window window, Place from, int most) {
        if (from.skipping()) {
            return skip(window, from);
        }
        return from.table() == null ? header(window, from) : rows(window, from, most);
    }

    private static Portion skip(Window window, Place from) {
        var end = window.lineEnd(0);
        return new Portion(
                List.of(),
                end < 0 && !window.last()
                        ? from.amidLine(window.length())
                        : from.after(end < 0 ? window.length() : end + 1, 1));
    }

    private Portion header(Window window, Place from) {
        var end = window.lineEnd(0);
        if (end < 0 && !window.last() && window.length() <= Window.MAX_RECORD) {
            return new Portion(List.of(), from);
        }
        if (window.length() == 0) {
            throw new UnusableFile("The file is empty.");
        }
        var delimiter = delimiter(window, end < 0 ? window.length() : end);
        var row = new CsvRows(window, delimiter).next(0, from.line() + 1);
        if (row == null || row.fault() != null) {
            throw new UnusableFile(
                    "The first line is no header: it " + (row == null ? NdjsonReader.TOO_LONG : row.fault()) + ".");
        }
        if (row.isBlank()) {
            return new Portion(List.of(), from.after(row.to(), row.lines()));
        }
        var table = Header.recognise(row.cells(), delimiter, wanted);
        return new Portion(List.of(), from.after(row.to(), row.lines()).with(table));
    }

    /** The sign between columns: spreadsheets write semicolons where the comma divides decimals. */
    private static char delimiter(Window window, int end) {
        var line = window.text(0, end)
                .orElseThrow(() -> new UnusableFile("The first line " + NdjsonReader.NOT_UTF_8 + "."));
        return line.indexOf(',') >= 0 ? ',' : line.indexOf(';') >= 0 ? ';' : line.indexOf('\t') >= 0 ? '\t' : ',';
    }

    private Portion rows(Window window, Place from, int most) {
        var table = from.table();
        var layout = Layout.of(table, currency);
        var rows = new CsvRows(window, table.delimiter());
        var drafts = new ArrayList<Draft>();
        var group = new ArrayList<Row>();
        var place = from;
        var at = 0;
        while (at < window.length() && drafts.size() < most) {
            var row = rows.next(at, place.line() + linesIn(group) + 1);
            if (row == null) {
                return unfinished(window, at, place, drafts, group, layout);
            }
            if (!group.isEmpty() && (row.fault() != null || !layout.belongsTo(row, group))) {
                place = finish(group, layout, place, drafts);
                if (drafts.size() >= most) {
                    return new Portion(drafts, place);
                }
            }
            at = row.to();
            if (row.fault() != null) {
                drafts.add(Draft.unreadable(row.line(), "", row.fault()));
                place = place.after(row.to() - row.from(), row.lines());
            } else if (group.isEmpty() && row.isBlank()) {
                place = place.after(row.to() - row.from(), row.lines());
            } else {
                group.add(row);
            }
        }
        return new Portion(drafts, window.last() || group.isEmpty() ? finish(group, layout, place, drafts) : place);
    }

    /** A group of which more may follow waits for a larger window, but not for ever. */
    private static Portion unfinished(
            Window window, int at, Place place, List<Draft> drafts, List<Row> group, Layout layout) {
        if (group.isEmpty() && window.length() - at > Window.MAX_RECORD) {
            drafts.add(Draft.unreadable(place.line() + 1, "", NdjsonReader.TOO_LONG));
            return new Portion(drafts, place.amidLine(window.length() - at));
        }
        if (!group.isEmpty() && window.length() - (at - bytesIn(group)) > 2 * Window.MAX_RECORD) {
            return new Portion(drafts, finish(group, layout, place, drafts));
        }
        return new Portion(drafts, place);
    }

    private static Place finish(List<Row> group, Layout layout, Place place, List<Draft> drafts) {
        if (group.isEmpty()) {
            return place;
        }
        drafts.addAll(layout.drafts(group));
        var next = place.after(bytesIn(group), linesIn(group));
        group.clear();
        return next;
    }

    private static int bytesIn(List<Row> group) {
        return group.isEmpty()
                ? 0
                : group.get(group.size() - 1).to() - group.get(0).from();
    }

    private static int linesIn(List<Row> group) {
        return group.stream().mapToInt(Row::lines).sum();
    }
}
