package souk.gateway.deprecation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import souk.shared.config.Settings;
import souk.shared.json.Fields;
import souk.shared.json.StrictJson;
import souk.shared.problem.Problem;
import souk.shared.problem.Refusal;

/**
 * What of the API is going to end: {@code [{"path", "methods": [..], "deprecated", "sunset", "page", "successor"}]}, of
 * which the path and the date of deprecation are needed.
 */
public record DeprecationList(List<Deprecation> entries) {

    public static final DeprecationList NOTHING = new DeprecationList(List.of());

    /** What the short names stand for. */
    static final String ALIASED = "/api/v1";

    private static final String KEY = "SOUK_DEPRECATIONS_FILE";
    private static final String LIST = "deprecations";
    private static final int MOST = 100;
    private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9._~-]+|\\*))+");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    public DeprecationList {
        entries = List.copyOf(entries);
    }

    /** @param isServed whether a path leads anywhere */
    public static DeprecationList from(Settings settings, Predicate<String> isServed) {
        var file = settings.text(KEY, "");
        if (file.isEmpty()) {
            return NOTHING;
        }
        try {
            return parse(Files.readString(Path.of(file)), isServed);
        } catch (IOException unreadable) {
            return settings.problem(KEY + " names no readable file", NOTHING);
        } catch (Refusal refused) {
            complaints(refused.problem()).forEach(complaint -> settings.problem(complaint, NOTHING));
            return NOTHING;
        }
    }

    /** Throws a refusal that names every violation. */
    static DeprecationList parse(String json, Predicate<String> isServed) {
        var document = Fields.of(JsonNodeFactory.instance.objectNode().set(LIST, StrictJson.parse(json)));
        var entries = new ArrayList<Deprecation>();
        for (var fields : document.objects(LIST, 0, MOST)) {
            var path = path(fields, isServed);
            entries.add(Deprecation.of(path, methods(fields), announcement(fields)));
        }
        document.done();
        return new DeprecationList(entries);
    }

    private static String path(Fields fields, Predicate<String> isServed) {
        var path = fields.text("path", 1, 500);
        if (path == null) {
            return "/";
        }
        if (!PATH.matcher(path).matches()) {
            fields.violation("path", "must be a path such as /api/v1/orders/*/ship");
        } else if (!isServed.test(PathPattern.of(path).example())) {
            fields.violation("path", "leads nowhere here");
        }
        return path;
    }

    private static Set<String> methods(Fields fields) {
        var methods = new HashSet<String>();
        var named = fields.value("methods");
        if (!named.isMissingNode() && (!named.isArray() || named.isEmpty())) {
            fields.violation("methods", "must be an array of methods; leave it out for all");
        }
        for (var name : named) {
            if (METHODS.contains(name.asText())) {
                methods.add(name.asText());
            } else {
                fields.violation("methods", "has no method " + name.asText());
            }
        }
        return methods;
    }

    private static Deprecation.Announcement announcement(Fields fields) {
        var deprecated = fields.text("deprecated", 10, 40);
        var from = deprecated == null ? Instant.EPOCH : instant(fields, "deprecated", deprecated);
        var sunset = fields.optionalText("sunset", 10, 40)
                .map(text -> instant(fields, "sunset", text))
                .orElse(null);
        if (sunset != null && sunset.isBefore(from)) {
            fields.violation("sunset", "must not be before deprecated");
        }
        return new Deprecation.Announcement(from, sunset, link(fields, "page"), link(fields, "successor"));
    }

    /** A day, which begins in UTC, or a moment. */
    private static Instant instant(Fields fields, String name, String text) {
        try {
            return text.length() == "2027-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException notADate) {
            fields.violation(name, "must be a date such as 2027-01-31 or 2027-01-31T12:00:00Z");
            return Instant.EPOCH;
        }
    }

    private static String link(Fields fields, String name) {
        var text = fields.optionalText(name, 1, 2_000).orElse(null);
        if (text != null && !isLink(text)) {
            fields.violation(name, "must be an http or https address, or a path");
        }
        return text;
    }

    private static boolean isLink(String text) {
        try {
            var uri = URI.create(text);
            return uri.getScheme() == null
                    ? text.startsWith("/") && !text.startsWith("//")
                    : uri.getHost() != null && uri.getScheme().matches("https?");
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static List<String> complaints(Problem problem) {
        return problem.errors().isEmpty()
                ? List.of(KEY + ": " + problem.detail())
                : problem.errors().stream()
                        .map(error -> KEY + ": " + error.pointer().substring(LIST.length() + 1) + ' ' + error.detail())
                        .toList();
    }
}
