package souk.products.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import souk.shared.id.Slug;
import souk.shared.id.UuidV7;
import souk.shared.json.Fields;

/** Reads what a product may be without. A member that is not there, or null, is an empty one. */
final class DetailsInput {

    private static final int MAX_IMAGES = 50;
    private static final int MAX_URL = 2_000;
    private static final Set<String> SCHEMES = Set.of("https", "http");
    private static final int MAX_ALT = 500;
    private static final int MAX_CATEGORIES = 50;
    private static final int UUID_LENGTH = 36;
    private static final long MAX_MEASURE = 1_000_000_000;

    private final Fields fields;

    DetailsInput(Fields fields) {
        this.fields = fields;
    }

    /** Null if there is none. */
    String slug() {
        var slug = fields.optionalText("slug", 1, Slug.MAX_LENGTH).orElse(null);
        if (slug != null && !Slug.isValid(slug)) {
            fields.violation("slug", "must be groups of a-z and 0-9 with single hyphens in between");
        }
        return slug;
    }

    /** As a merge patch: those that are null are removed, and null for all of them removes all. */
    AttributeChange attributes() {
        return fields.optionalObject("attributes")
                .map(AttributeJson::patch)
                .orElseGet(() -> AttributeChange.to(Attributes.NONE));
    }

    /** As a whole, where one that is null is as good as one that is not there. */
    Attributes allAttributes() {
        var all = attributes().set();
        if (all.byKey().size() > Attributes.MAX) {
            fields.violation("attributes", "must have up to " + Attributes.MAX + " members");
        }
        return all;
    }

    List<ProductImage> images() {
        if (!isGiven("images")) {
            return List.of();
        }
        var images = new ArrayList<ProductImage>();
        for (var image : fields.objects("images", 0, MAX_IMAGES)) {
            var url = image.text("url", 1, MAX_URL);
            if (url != null && !isAddress(url)) {
                image.violation("url", "must be an absolute https or http address");
            }
            var alt = image.optionalText("alt", 0, MAX_ALT).orElse("");
            var position = image.optionalInteger("position", 0, Integer.MAX_VALUE)
                    .map(Long::intValue)
                    .orElse(images.size());
            images.add(new ProductImage(url, alt, position));
        }
        images.sort(Comparator.comparingInt(ProductImage::position));
        return images;
    }

    List<UUID> categories() {
        if (!isGiven("categories")) {
            return List.of();
        }
        var ids = new ArrayList<UUID>();
        var texts = fields.texts("categories", 0, MAX_CATEGORIES, UUID_LENGTH);
        for (var i = 0; i < texts.size(); i++) {
            var id = UuidV7.parse(texts.get(i));
            if (id.isEmpty()) {
                fields.violation("categories", i, "must be a UUID");
            } else if (ids.contains(id.get())) {
                fields.violation("categories", i, "is there already");
            } else {
                ids.add(id.get());
            }
        }
        return ids;
    }

    /** Null if there is none. */
    Long weightGrams() {
        return fields.optionalInteger("weightGrams", 0, MAX_MEASURE).orElse(null);
    }

    /** Null if there are none. */
    Dimensions dimensions() {
        return fields.optionalObject("dimensions")
                .flatMap(given -> {
                    var length = given.integer("lengthMm", 0, MAX_MEASURE);
                    var width = given.integer("widthMm", 0, MAX_MEASURE);
                    var height = given.integer("heightMm", 0, MAX_MEASURE);
                    return length == null || width == null || height == null
                            ? Optional.empty()
                            : Optional.of(new Dimensions(length, width, height));
                })
                .orElse(null);
    }

    private boolean isGiven(String name) {
        return fields.has(name) && !fields.value(name).isNull();
    }

    private static boolean isAddress(String url) {
        try {
            var uri = new URI(url);
            return uri.isAbsolute()
                    && uri.getHost() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
