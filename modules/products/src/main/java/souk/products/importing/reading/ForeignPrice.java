package souk.products.importing.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds what a product of another shop costs: a number, a text, or an object with an amount and a currency. */
final class ForeignPrice {

    private static final String[] PRICES = {
        "price",
        "salePrice",
        "currentPrice",
        "sellingPrice",
        "finalPrice",
        "unitPrice",
        "regularPrice",
        "listPrice",
        "amount",
        "prices",
        "offers",
        "offer",
        "priceRange"
    };
    private static final String[] AMOUNTS = {"amount", "value", "price", "lowPrice", "current", "sale", "regular", "net"
    };
    private static final String[] CURRENCIES = {"currency", "priceCurrency", "currencyCode", "currencyIsoCode"};

    private static final Pattern CODE = Pattern.compile("\\b[A-Z]{3}\\b");

    private ForeignPrice() {}

    static void read(Members members, String fallback, ForeignDraft draft) {
        var currency = currency(members, fallback);
        var price = members.take(PRICES);
        write(price, currency, draft);
    }

    private static void write(JsonNode price, String currency, ForeignDraft draft) {
        if (price.isNumber()) {
            draft.price(PriceText.amount(price.decimalValue(), currency), currency);
        } else if (price.isTextual()) {
            var named = named(price.textValue(), currency);
            draft.price(PriceText.amount(price.textValue(), named), named);
        } else if (price.isArray() && !price.isEmpty()) {
            write(price.get(0), currency, draft);
        } else if (price.isObject()) {
            var inside = new Members((ObjectNode) price);
            write(inside.take(AMOUNTS), currency(inside, currency), draft);
        }
    }

    /** Signs that stand for one currency only, and codes; a dollar may be one of many. */
    private static String named(String price, String fallback) {
        var code = CODE.matcher(price);
        return price.contains("€") ? "EUR" : price.contains("£") ? "GBP" : code.find() ? code.group() : fallback;
    }

    private static String currency(Members members, String fallback) {
        var code = members.takeText(CURRENCIES).toUpperCase(Locale.ROOT);
        return code.isEmpty() ? fallback : code;
    }
}
