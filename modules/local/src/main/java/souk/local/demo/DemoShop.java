package souk.local.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import souk.local.data.Json;
import souk.local.data.PrivateFiles;
import souk.local.secret.Account;

/** A small shop to look around in, made over HTTP like any other. */
public final class DemoShop {
    private static final String CATEGORIES = "/api/v1/categories";

    private final String url;
    private final Account manager;
    private final Account seller;

    /** @param manager who makes the categories */
    public DemoShop(String url, Account manager, Account seller) {
        this.url = url;
        this.manager = manager;
        this.seller = seller;
    }

    /** Each thing has a key of its own, so that a load that was cut short can be repeated. Then writes the mark. */
    public void loadOnce(Path mark) {
        var categories = categories(new DemoClient(url, manager));
        var client = new DemoClient(url, seller);
        for (var product : DemoProduct.SHOP) {
            create(client, product, categories);
        }
        PrivateFiles.write(
                mark, Json.pretty(Map.of("loadedAt", Instant.now().toString(), "products", DemoProduct.SHOP.size())));
    }

    /** Their ids by their slugs. */
    private static Map<String, String> categories(DemoClient client) {
        var ids = new HashMap<String, String>();
        for (var category : DemoCategory.SHOP) {
            ids.put(category.slug(), create(client, category, ids));
        }
        return ids;
    }

    private static String create(DemoClient client, DemoCategory category, Map<String, String> ids) {
        var body = new HashMap<String, Object>(
                Map.of("name", category.name(), "slug", category.slug(), "description", category.description()));
        body.put("parent", ids.get(category.parent()));
        var response = client.post(CATEGORIES, body, "category " + category.slug());
        if (response.statusCode() == 409 && response.body().contains("duplicate")) {
            return find(client, category);
        }
        if (response.statusCode() != 201) {
            throw DemoClient.refused("category " + category.slug(), response);
        }
        return Json.read(response.body(), Category.class).id();
    }

    private static String find(DemoClient client, DemoCategory category) {
        var response = client.get(CATEGORIES + "?limit=100&q=" + category.slug());
        return Json.read(response.body(), Categories.class).items().stream()
                .filter(found -> found.slug().equals(category.slug()))
                .map(Category::id)
                .findFirst()
                .orElseThrow(() -> DemoClient.refused("category " + category.slug(), response));
    }

    private static void create(DemoClient client, DemoProduct product, Map<String, String> categories) {
        var picture = "https://pictures.souk.example/" + product.sku().toLowerCase(Locale.ROOT) + ".jpg";
        var body = Map.<String, Object>of(
                "sku", product.sku(),
                "name", product.name(),
                "description", product.description(),
                "price", Map.of("amount", product.price(), "currency", "EUR"),
                "stock", product.stock(),
                "categories", product.categories().stream().map(categories::get).toList(),
                "attributes", product.attributes(),
                "weightGrams", product.weightGrams(),
                "images", List.of(Map.of("url", picture, "alt", product.name())));
        var response = client.post("/api/v1/products", body, "product " + product.sku());
        var isThere = response.statusCode() == 409 && response.body().contains("sku");
        if (response.statusCode() != 201 && !isThere) {
            throw DemoClient.refused("product " + product.sku(), response);
        }
    }

    private record Category(String id, String slug) {}

    private record Categories(List<Category> items) {}
}
