package souk.products.exporting;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.List;

/** A record of CSV (RFC 4180). */
final class CsvText {

    private CsvText() {}

    /** With its line end. */
    static String line(List<String> cells) {
        var text = new StringWriter();
        CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text)
                .writeRecord(cells);
        return text.toString();
    }
}
