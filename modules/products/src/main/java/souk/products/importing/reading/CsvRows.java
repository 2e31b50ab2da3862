package souk.products.importing.reading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;

/**
 * Finds where records of a CSV file (RFC 4180) end, so that reading can go on from any of them, and takes them apart. A
 * record whose quotes are wrong ends with its line, so that it takes no other with it.
 */
final class CsvRows {

    private static final String NOT_CLOSED = "has a quote that is not closed";
    private static final String BEHIND_QUOTE = "has something behind a closing quote";

    private final Window window;
    private final byte delimiter;
    private final CsvReader.CsvReaderBuilder records;

    private enum In {
        BEGINNING,
        CELL,
        QUOTES,
        QUOTE
    }

    CsvRows(Window window, char delimiter) {
        this.window = window;
        this.delimiter = (byte) delimiter;
        this.records = CsvReader.builder().fieldSeparator(delimiter).skipEmptyLines(false);
    }

    /** The record that begins there, or null if its end is not in the window. */
    Row next(int from, long line) {
        var in = In.BEGINNING;
        var lines = 1;
        for (var at = from; at < window.length(); at++) {
            var octet = window.bytes()[at];
            if (octet == '\n') {
                if (in != In.QUOTES) {
                    return row(line, from, at + 1, lines);
                }
                lines++;
            } else if (in == In.QUOTES) {
                in = octet == '"' ? In.QUOTE : In.QUOTES;
            } else if (in == In.QUOTE && octet == '"') {
                in = In.QUOTES;
            } else if (octet == delimiter) {
                in = In.BEGINNING;
            } else if (in == In.QUOTE && octet != '\r') {
                return broken(line, from, lines > 1 ? NOT_CLOSED : BEHIND_QUOTE);
            } else if (in == In.BEGINNING) {
                in = octet == '"' ? In.QUOTES : In.CELL;
            }
            if (at - from > Window.MAX_RECORD) {
                return broken(line, from, in == In.QUOTES ? NOT_CLOSED : NdjsonReader.TOO_LONG);
            }
        }
        if (!window.last() || from == window.length()) {
            return null;
        }
        return in == In.QUOTES ? broken(line, from, NOT_CLOSED) : row(line, from, window.length(), lines);
    }

    /** Up to the end of its first line; null if that is not in the window yet. */
    private Row broken(long line, int from, String fault) {
        var end = window.lineEnd(from);
        if (end < 0) {
            return window.last() ? new Row(line, from, window.length(), 1, List.of(), fault) : null;
        }
        return new Row(line, from, end + 1, 1, List.of(), fault);
    }

    private Row row(long line, int from, int to, int lines) {
        var text = window.text(from, withoutLineEnd(from, to));
        if (text.isEmpty()) {
            return new Row(line, from, to, lines, List.of(), NdjsonReader.NOT_UTF_8);
        }
        if (text.get().isEmpty()) {
            return new Row(line, from, to, lines, List.of(), null);
        }
        try {
            var cells = records.ofSingleCsvRecord(text.get()).getFields();
            return new Row(line, from, to, lines, cells, null);
        } catch (CsvParseException wrong) {
            return new Row(line, from, to, lines, List.of(), "is not CSV: its quotes are wrong");
        }
    }

    private int withoutLineEnd(int from, int to) {
        var end = to > from && window.bytes()[to - 1] == '\n' ? to - 1 : to;
        return end > from && window.bytes()[end - 1] == '\r' ? end - 1 : end;
    }
}
