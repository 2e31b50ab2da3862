package souk.local.demo;

import java.util.List;

/** @param price in euros, with two decimals */
record DemoProduct(String sku, String name, String description, String price, int stock) {
    static final List<DemoProduct> SHOP = List.of(
            new DemoProduct(
                    "TEA-MINT-100", "Mint tea, 100 g", "Loose nana mint from the Atlas foothills.", "6.90", 240),
            new DemoProduct("TEA-POT-BRASS", "Brass teapot", "Hand-hammered, holds six glasses.", "48.00", 25),
            new DemoProduct("GLASS-SET-6", "Tea glasses, set of six", "Painted rims, no two alike.", "27.50", 60),
            new DemoProduct(
                    "SPICE-RAS-80", "Ras el hanout, 80 g", "Twenty-three spices, ground each week.", "8.40", 180),
            new DemoProduct("SPICE-SAFFRON-2", "Saffron threads, 2 g", "Taliouine harvest, grade one.", "19.99", 75),
            new DemoProduct("OIL-ARGAN-250", "Argan oil, 250 ml", "Cold pressed, for the kitchen.", "24.50", 90),
            new DemoProduct(
                    "LAMP-STAR-40", "Star lamp, 40 cm", "Pierced tin; throws a pattern on the wall.", "89.00", 12),
            new DemoProduct("RUG-KILIM-120", "Kilim, 120 × 80 cm", "Flat-woven wool in madder red.", "149.00", 8),
            new DemoProduct("BAG-LEATHER-M", "Leather satchel", "Vegetable tanned, brass buckle.", "112.00", 18),
            new DemoProduct("TAGINE-28", "Tagine, 28 cm", "Glazed clay, for four people.", "39.90", 40),
            new DemoProduct("SOAP-OLIVE-6", "Olive soap, six bars", "Aged nine months.", "15.60", 150),
            new DemoProduct("POUF-NATURAL", "Leather pouf", "Goat leather, comes unfilled.", "74.00", 15));
}
