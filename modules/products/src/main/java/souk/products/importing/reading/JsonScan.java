package souk.products.importing.reading;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Walks through a JSON document byte by byte as far as it must to find where products begin and end. */
final class JsonScan {

    private static final int MAX_DEPTH = 500;
    private static final int MAX_WAY = 4;
    private static final int MAX_NAME = 64;

    /** Under such names there are no products. */
    private static final Set<String> OTHERS = Set.of(
            "categories",
            "collections",
            "links",
            "filters",
            "facets",
            "brands",
            "errors",
            "images",
            "image",
            "variants",
            "options",
            "reviews",
            "tags",
            "sorts",
            "aggregations",
            "breadcrumbs",
            "pagination",
            "meta",
            "warnings",
            "stores",
            "customers",
            "orders",
            "users",
            "currencies");

    private final byte[] bytes;
    private int at;
    private final StringBuilder open;
    private final StringBuilder name;
    private boolean inName;
    private boolean inText;
    private boolean escaped;
    private int products;
    private int passing;
    private boolean candidate;
    private boolean found;

    JsonScan(Window window, Outline from) {
        this.bytes = window.bytes();
        this.open = new StringBuilder(from.open());
        this.name = new StringBuilder(from.name());
        this.inName = from.inName();
        this.inText = from.inText();
        this.escaped = from.escaped();
        this.products = from.products();
        this.passing = from.passing();
        this.candidate = from.candidate();
        this.found = from.found();
    }

    int at() {
        return at;
    }

    Outline outline() {
        return new Outline(
                open.toString(), name.toString(), inName, inText, escaped, products, passing, candidate, found);
    }

    /** Goes to the next element of an array of products; false at the end of the window. */
    boolean toElement() {
        for (; at < bytes.length; at++) {
            var octet = bytes[at];
            if (inText) {
                text(octet);
            } else if (isBlank(octet)) {
                continue;
            } else if (candidate) {
                candidate = false;
                found |= octet == '{' || octet == ']' || open.length() == 1;
                products = octet == '{' || open.length() == 1 ? open.length() : -1;
                passing = products < 0 ? open.length() : passing;
                at--;
            } else if (products == open.length() && products > 0 && octet != ',' && octet != ']') {
                return true;
            } else {
                structure(octet);
            }
        }
        return false;
    }

    /** Behind the element that begins here, or -1 if its end is not in the window. */
    int elementEnd() {
        var depth = 0;
        var quoted = false;
        for (var i = at; i < bytes.length; i++) {
            var octet = bytes[i];
            if (quoted) {
                if (octet == '\\') {
                    i++;
                } else if (octet == '"') {
                    quoted = false;
                }
            } else if (octet == '"') {
                quoted = true;
            } else if (octet == '{' || octet == '[') {
                depth++;
            } else if (depth == 0 && (octet == ',' || octet == ']' || octet == '}')) {
                return at = i;
            } else if (octet == '}' || octet == ']') {
                depth--;
                if (depth == 0) {
                    return at = i + 1;
                }
            }
        }
        return -1;
    }

    private void text(byte octet) {
        if (escaped) {
            escaped = false;
        } else if (octet == '\\') {
            escaped = true;
        } else if (octet == '"') {
            inText = false;
        } else if (inName && name.length() < MAX_NAME) {
            name.append((char) (octet & 0xff));
        }
    }

    private void structure(byte octet) {
        switch (octet) {
            case '"' -> {
                inText = true;
                inName = isOpen('{') && !inName;
                if (inName) {
                    name.setLength(0);
                }
            }
            case '{', '[' -> open((char) octet);
            case '}', ']' -> close(octet == '}' ? '{' : '[');
            case ',' -> inName = false;
            default -> {
                requireValue(octet);
            }
        }
    }

    private void open(char bracket) {
        if (open.length() >= MAX_DEPTH) {
            throw new UnusableFile("The document is nested too deeply.");
        }
        if (open.length() == 0 && found) {
            throw new UnusableFile("There is something behind the end of the document.");
        }
        var way = open.indexOf("[") < 0 && open.length() <= MAX_WAY && passing < 0;
        var other = open.length() > 0 && OTHERS.contains(Members.alike(name.toString()));
        open.append(bracket);
        inName = false;
        if (way && other) {
            passing = open.length();
        } else if (way && bracket == '[') {
            candidate = true;
        }
    }

    private void close(char bracket) {
        if (!isOpen(bracket)) {
            throw new UnusableFile("The document is not well-formed JSON: a bracket closes what is not open.");
        }
        open.setLength(open.length() - 1);
        inName = false;
        if (products > open.length()) {
            products = -1;
        }
        if (passing > open.length()) {
            passing = -1;
        }
    }

    private boolean isOpen(char bracket) {
        return open.length() > 0 && open.charAt(open.length() - 1) == bracket;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
    }

    /** A colon, or a character of a number or of true, false and null. */
    private static void requireValue(byte octet) {
        var text = new String(new byte[] {octet}, StandardCharsets.ISO_8859_1);
        if (!text.matches("[-+:.0-9A-Za-z]")) {
            throw new UnusableFile("The document is not well-formed JSON.");
        }
    }
}
