package souk.products.importing.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Pictures: addresses, or objects that have one. */
final class ForeignImages {

    private static final String[] FIRST = {
        "image", "featuredImage", "mainImage", "imageUrl", "picture", "pictureUrl", "img"
    };
    private static final String[] ALL = {"images", "pictures", "photos", "gallery", "media", "imageUrls", "imageLinks"};
    private static final String[] SMALL = {"thumbnail", "thumbnailImage", "thumbnailUrl", "thumb"};
    private static final String[] ADDRESSES = {"src", "url", "contentUrl", "href", "original", "large", "full", "link"};

    private ForeignImages() {}

    static void read(Members members, ForeignDraft draft) {
        var first = members.take(FIRST);
        var all = members.take(ALL);
        var small = members.take(SMALL);
        add(first, draft);
        add(all, draft);
        if (first.isMissingNode() && all.isMissingNode()) {
            add(small, draft);
        }
    }

    private static void add(JsonNode image, ForeignDraft draft) {
        if (image.isTextual()) {
            draft.image(image.textValue(), "");
        } else if (image.isArray()) {
            image.forEach(each -> add(each, draft));
        } else if (image.isObject()) {
            var inside = new Members((ObjectNode) image);
            draft.image(inside.takeText(ADDRESSES), inside.takeText("alt", "altText", "caption", "label"));
        }
    }
}
