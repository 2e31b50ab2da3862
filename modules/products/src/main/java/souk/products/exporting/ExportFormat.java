package souk.products.exporting;

import java.util.Optional;
import souk.products.catalog.Product;
import souk.shared.json.WireJson;

/** How products are written. What each writes can be imported again and changes nothing. */
enum ExportFormat {
    NDJSON("application/x-ndjson") {
        @Override
        String header() {
            return "";
        }

        @Override
        String line(Product product) {
            return WireJson.text(product) + "\n";
        }
    },
    CSV("text/csv") {
        @Override
        String header() {
            return OwnCsv.HEADER;
        }

        @Override
        String line(Product product) {
            return OwnCsv.line(product);
        }
    },
    SHOPIFY("text/csv") {
        @Override
        String header() {
            return ShopifyCsv.HEADER;
        }

        @Override
        String line(Product product) {
            return ShopifyCsv.lines(product);
        }
    };

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** With its line end; empty if there is none. */
    abstract String header();

    /** With its line end. */
    abstract String line(Product product);

    static Optional<ExportFormat> named(String name) {
        return switch (name) {
            case "ndjson" -> Optional.of(NDJSON);
            case "csv" -> Optional.of(CSV);
            case "shopify" -> Optional.of(SHOPIFY);
            default -> Optional.empty();
        };
    }
}
