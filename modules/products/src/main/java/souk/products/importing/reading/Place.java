package souk.products.importing.reading;

/**
 * How far a file has been read, and what must be known of it to go on from there: enough that another process can.
 *
 * @param offset bytes
 * @param line how many lines are behind; of a JSON document, how many elements
 * @param skipping inside a line that is too long, of which the rest is passed over
 * @param table the columns, once they are known; else null
 * @param outline where in a JSON document this is; null at the beginning
 */
public record Place(long offset, long line, boolean skipping, Table table, Outline outline) {

    public static final Place BEGINNING = new Place(0, 0, false, null, null);

    Place after(int bytes, long lines) {
        return new Place(offset + bytes, line + lines, false, table, outline);
    }

    Place amidLine(int bytes) {
        return new Place(offset + bytes, line, true, table, outline);
    }

    Place with(Table columns) {
        return new Place(offset, line, skipping, columns, outline);
    }

    Place with(int bytes, long elements, Outline reached) {
        return new Place(offset + bytes, line + elements, false, table, reached);
    }
}
