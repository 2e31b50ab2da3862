package souk.products.category;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import souk.shared.id.Slug;
import souk.shared.id.UuidV7;
import souk.shared.json.Fields;

/** Reads categories from outside. Each reader throws a refusal that lists everything that is wrong. */
final class CategoryInput {

    static final int MAX_NAME = 200;
    static final int MAX_DESCRIPTION = 10_000;
    static final int MAX_POSITION = 1_000_000;

    private final Fields fields;

    private CategoryInput(Fields fields) {
        this.fields = fields;
    }

    /** A body of POST: the name is required. A slug that is not given is made from it. */
    static NewCategory created(Fields fields) {
        var input = new CategoryInput(fields);
        var name = fields.text("name", 1, MAX_NAME);
        var slug = input.slug();
        var description = input.description();
        var position = input.position();
        var parent = input.parent();
        fields.done();
        return new NewCategory(
                parent,
                name,
                slug == null ? slugOf(name) : slug,
                description == null ? "" : description,
                position == null ? 0 : position);
    }

    /** A body of PUT: all but {@code slug} and {@code version} required. */
    static CategoryChange replaced(Fields fields) {
        var input = new CategoryInput(fields);
        var change = new CategoryChange(
                fields.text("name", 1, MAX_NAME),
                input.slug(),
                fields.text("description", 0, MAX_DESCRIPTION),
                number(fields.integer("position", 0, MAX_POSITION)),
                input.version());
        fields.done();
        return change;
    }

    /** A merge patch: nothing required, but what a category must have cannot be taken away with null. */
    static CategoryChange patched(Fields fields) {
        var input = new CategoryInput(fields);
        for (var name : new String[] {"name", "slug", "description", "position"}) {
            if (fields.isNull(name)) {
                fields.violation(name, "cannot be removed");
            }
        }
        var change = new CategoryChange(
                fields.optionalText("name", 1, MAX_NAME).orElse(null),
                input.slug(),
                input.description(),
                input.position(),
                input.version());
        fields.done();
        return change;
    }

    /** A body of a move: {@code parent} is required, be it null. */
    static CategoryMove moved(Fields fields) {
        var input = new CategoryInput(fields);
        if (!fields.has("parent")) {
            fields.violation("parent", "is missing; null is the top");
        }
        var move = new CategoryMove(input.parent(), input.position(), input.version());
        fields.done();
        return move;
    }

    /** The version that a DELETE names in its body, or null. */
    static Long deleted(Fields fields) {
        var version = new CategoryInput(fields).version();
        fields.done();
        return version;
    }

    /** A name that leaves nothing for a slug, as one in another script, has one that looks like nothing. */
    private static String slugOf(String name) {
        if (name == null) {
            return null;
        }
        var slug = Slug.of(name, Slug.MAX_LENGTH);
        var digest =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        return slug.isEmpty() ? "category-" + digest.substring(digest.length() - 8) : slug;
    }

    private String slug() {
        var slug = fields.optionalText("slug", 1, Slug.MAX_LENGTH).orElse(null);
        if (slug != null && !Slug.isValid(slug)) {
            fields.violation("slug", "must be small letters and digits of ASCII in words joined by hyphens");
        }
        return slug;
    }

    private String description() {
        return fields.optionalText("description", 0, MAX_DESCRIPTION).orElse(null);
    }

    private Integer position() {
        return number(fields.optionalInteger("position", 0, MAX_POSITION).orElse(null));
    }

    private static Integer number(Long value) {
        return value == null ? null : value.intValue();
    }

    private UUID parent() {
        var text = fields.optionalText("parent", 1, 100).orElse(null);
        if (text == null) {
            return null;
        }
        var parent = UuidV7.parse(text);
        if (parent.isEmpty()) {
            fields.violation("parent", "must be a UUID or null");
        }
        return parent.orElse(null);
    }

    private Long version() {
        return fields.optionalInteger("version", 1, Long.MAX_VALUE).orElse(null);
    }
}
