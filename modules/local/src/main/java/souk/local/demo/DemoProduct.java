package souk.local.demo;

import java.util.List;
import java.util.Map;

/**
 * @param price in euros, with two decimals
 * @param categories slugs of {@link DemoCategory}
 */
record DemoProduct(
        String sku,
        String name,
        String description,
        String price,
        int stock,
        List<String> categories,
        int weightGrams,
        Map<String, Object> attributes) {
    static final List<DemoProduct> SHOP = List.of(
            of("TEA-MINT-100", "Mint tea, 100 g", "Loose nana mint from the Atlas foothills.", "6.90", 240)
                    .in("tea")
                    .with(100, Map.of("origin", "Atlas", "organic", true)),
            of("TEA-POT-BRASS", "Brass teapot", "Hand-hammered, holds six glasses.", "48.00", 25)
                    .in("tea-ware", "cookware")
                    .with(1_150, Map.of("material", "brass", "colour", "gold")),
            of("GLASS-SET-6", "Tea glasses, set of six", "Painted rims, no two alike.", "27.50", 60)
                    .in("tea-ware")
                    .with(900, Map.of("material", "glass", "colour", List.of("red", "blue", "green"))),
            of("SPICE-RAS-80", "Ras el hanout, 80 g", "Twenty-three spices, ground each week.", "8.40", 180)
                    .in("spices")
                    .with(80, Map.of("origin", "Fes", "spices", 23)),
            of("SPICE-SAFFRON-2", "Saffron threads, 2 g", "Taliouine harvest, grade one.", "19.99", 75)
                    .in("spices")
                    .with(2, Map.of("origin", "Taliouine", "organic", true)),
            of("OIL-ARGAN-250", "Argan oil, 250 ml", "Cold pressed, for the kitchen.", "24.50", 90)
                    .in("spices", "bath")
                    .with(430, Map.of("origin", "Essaouira", "millilitres", 250)),
            of("LAMP-STAR-40", "Star lamp, 40 cm", "Pierced tin; throws a pattern on the wall.", "89.00", 12)
                    .in("lamps")
                    .with(2_300, Map.of("material", "tin", "colour", "silver")),
            of("RUG-KILIM-120", "Kilim, 120 × 80 cm", "Flat-woven wool in madder red.", "149.00", 8)
                    .in("textiles")
                    .with(1_800, Map.of("material", "wool", "colour", "red")),
            of("BAG-LEATHER-M", "Leather satchel", "Vegetable tanned, brass buckle.", "112.00", 18)
                    .in("leather")
                    .with(1_050, Map.of("material", "leather", "colour", "brown")),
            of("TAGINE-28", "Tagine, 28 cm", "Glazed clay, for four people.", "39.90", 40)
                    .in("cookware")
                    .with(3_400, Map.of("material", "clay", "colour", "ochre")),
            of("SOAP-OLIVE-6", "Olive soap, six bars", "Aged nine months.", "15.60", 150)
                    .in("bath")
                    .with(720, Map.of("organic", true)),
            of("POUF-NATURAL", "Leather pouf", "Goat leather, comes unfilled.", "74.00", 15)
                    .in("leather", "home")
                    .with(1_600, Map.of("material", "leather", "colour", "natural")));

    private static DemoProduct of(String sku, String name, String description, String price, int stock) {
        return new DemoProduct(sku, name, description, price, stock, List.of(), 0, Map.of());
    }

    private DemoProduct in(String... these) {
        return new DemoProduct(sku, name, description, price, stock, List.of(these), weightGrams, attributes);
    }

    private DemoProduct with(int grams, Map<String, Object> more) {
        return new DemoProduct(sku, name, description, price, stock, categories, grams, more);
    }
}
