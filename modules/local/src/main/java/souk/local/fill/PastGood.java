package souk.local.fill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A product as it was sold.
 *
 * @param version that has this name and price
 */
public record PastGood(UUID id, UUID seller, String name, long priceMinor, String currency, long version) {
    /** Of the table of products. */
    public static final String COLUMNS = "id, owner_id, name, price_minor, currency, version";

    public static PastGood of(ResultSet row) throws SQLException {
        return new PastGood(
                row.getObject("id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getString("name"),
                row.getLong("price_minor"),
                row.getString("currency"),
                row.getLong("version"));
    }
}
