package souk.products.importing.reading;

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front, which is taken away again on the way
 * back; so does one that begins with an apostrophe, so that reading what was written gives the same.
 */
public final class SafeCell {

    private static final String DANGEROUS = "=+-@\t\r'";

    private SafeCell() {}

    public static String written(String cell) {
        return isDangerous(cell, 0) ? "'" + cell : cell;
    }

    public static String read(String cell) {
        return cell.startsWith("'") && isDangerous(cell, 1) ? cell.substring(1) : cell;
    }

    private static boolean isDangerous(String cell, int at) {
        return cell.length() > at && DANGEROUS.indexOf(cell.charAt(at)) >= 0;
    }
}
