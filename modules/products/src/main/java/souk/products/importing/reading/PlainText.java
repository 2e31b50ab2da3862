package souk.products.importing.reading;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Descriptions in HTML as plain text: no tag, script or style gets into the catalogue, blocks become lines. Text without
 * a tag or a character reference stays exactly as it is.
 */
public final class PlainText {

    private static final Pattern MARKUP = Pattern.compile("</?[a-zA-Z!]|&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z]+);");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]*\\n[ \\t]*");
    private static final Pattern EMPTY_LINES = Pattern.compile("\\n{3,}");
    private static final String PRE = "pre";

    private PlainText() {}

    public static String of(String html) {
        if (!MARKUP.matcher(html).find()) {
            return html;
        }
        var body = Jsoup.parseBodyFragment(html).body();
        var only = body.childrenSize() == 1 && body.child(0).normalName().equals(PRE) ? body.child(0) : null;
        if (only != null && body.childNodeSize() == 1) {
            return only.wholeText();
        }
        body.select("script, style, template, noscript").remove();
        var text = new Lines();
        body.traverse(text);
        var joined = BLANKS.matcher(text.written).replaceAll("\n");
        return EMPTY_LINES.matcher(joined).replaceAll("\n\n").strip();
    }

    /** HTML that {@link #of} turns into exactly this text again. */
    public static String asHtml(String text) {
        if (!MARKUP.matcher(text).find()) {
            return text;
        }
        var escaped = text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
        return "<pre>" + (escaped.startsWith("\n") ? "\n" : "") + escaped + "</pre>";
    }

    private static final class Lines implements NodeVisitor {

        private final StringBuilder written = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                append(text.text().replace('\u00a0', ' '));
            } else if (node instanceof Element element && element.normalName().equals("li")) {
                written.append("\n- ");
            } else if (node instanceof Element element && (element.normalName().equals("br") || isBlock(element))) {
                written.append('\n');
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && isBlock(element)) {
                written.append('\n');
            }
        }

        private void append(String text) {
            var atBlank = written.length() == 0 || Character.isWhitespace(written.charAt(written.length() - 1));
            written.append(atBlank && text.startsWith(" ") ? text.substring(1) : text);
        }

        private static boolean isBlock(Element element) {
            var name = element.normalName();
            return element.isBlock() && !name.equals("body") && !name.equals("br") && !name.equals("li");
        }
    }
}
