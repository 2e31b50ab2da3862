package souk.gateway.protocol;

/** Sets of characters as tables: every byte of every head is looked up in one. */
final class Ascii {

    private static final int SIZE = 128;

    private Ascii() {}

    /** True at the index of each that belongs to the set. */
    static boolean[] lettersDigitsAnd(String marks) {
        var table = new boolean[SIZE];
        for (char c = 0; c < SIZE; c++) {
            table[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || marks.indexOf(c) >= 0;
        }
        return table;
    }
}
