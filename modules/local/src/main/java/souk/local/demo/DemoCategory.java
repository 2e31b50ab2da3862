package souk.local.demo;

import java.util.List;

/**
 * @param slug of its own in the whole demo shop
 * @param parent the slug of the one above, which comes before it, or null
 */
record DemoCategory(String slug, String name, String description, String parent) {
    static final List<DemoCategory> SHOP = List.of(
            new DemoCategory("kitchen", "Kitchen", "To cook with, and what goes into the pot.", null),
            new DemoCategory("tea", "Tea", "Leaves, pots and glasses.", "kitchen"),
            new DemoCategory("tea-ware", "Tea ware", "Pots and glasses.", "tea"),
            new DemoCategory("spices", "Spices and oils", "Ground, whole and pressed.", "kitchen"),
            new DemoCategory("cookware", "Cookware", "Clay and copper.", "kitchen"),
            new DemoCategory("home", "Home", "For the rooms behind the courtyard.", null),
            new DemoCategory("lamps", "Lamps", "Tin, brass and glass.", "home"),
            new DemoCategory("textiles", "Rugs and textiles", "Woven and knotted.", "home"),
            new DemoCategory("leather", "Leather", "Tanned in the old town.", null),
            new DemoCategory("bath", "Bath", "Soap and what belongs to it.", null));
}
