package souk.products.importing.reading;

/** The formats that are read. */
public final class Reading {

    private Reading() {}

    /**
     * @param format {@code ndjson}, {@code json}, a layout of {@link Table}, or {@code table} for CSV of whichever layout
     * @param currency of prices that come without one
     */
    public static FileReader of(String format, String currency) {
        return switch (format) {
            case "ndjson" -> new NdjsonReader();
            case "json" -> new JsonFileReader(currency);
            case "table" -> new CsvFileReader(null, currency);
            default -> new CsvFileReader(format, currency);
        };
    }
}
