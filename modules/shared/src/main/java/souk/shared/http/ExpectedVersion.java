package souk.shared.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Violation;

/**
 * The version that a change is based on, from {@code If-Match} (RFC 9110, section 13.1.1) or from the body.
 *
 * @param versions any of these will do; a tag that is not one of ours matches nothing and is left out
 * @param any {@code If-Match: *}: whatever is there now
 * @param fromHeader a stale version is 412 if it came in the header and 409 if it came in the body
 */
public record ExpectedVersion(List<Long> versions, boolean any, boolean fromHeader) {

    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e]*)\"\\s*(,|$)");

    public ExpectedVersion {
        versions = List.copyOf(versions);
    }

    public static ExpectedVersion ofBody(long version) {
        return new ExpectedVersion(List.of(version), false, false);
    }

    /** Of the header or the body if one of them names one, for changes that overwrite nothing: else any will do. */
    public static ExpectedVersion optional(Optional<ExpectedVersion> header, Optional<Long> body) {
        return header.isEmpty() && body.isEmpty() ? new ExpectedVersion(List.of(), true, true) : required(header, body);
    }

    /** Throws a refusal {@code bad-request} if the header is not a list of entity tags. */
    static ExpectedVersion ofHeader(String ifMatch) {
        return ifMatch.strip().equals("*")
                ? new ExpectedVersion(List.of(), true, true)
                : new ExpectedVersion(strongVersions("If-Match", ifMatch), false, true);
    }

    /** The header's version if there is one, else the body's; both must agree. */
    public static ExpectedVersion required(Optional<ExpectedVersion> header, Optional<Long> body) {
        if (header.isPresent() && body.isPresent() && !header.get().accepts(body.get())) {
            throw Problem.invalid("/version", "is not the version in If-Match").refusal();
        }
        return header.or(() -> body.map(ExpectedVersion::ofBody))
                .orElseThrow(() -> Problem.of(
                                ProblemCode.VERSION_REQUIRED,
                                "Send If-Match with the ETag that you read, or the version in the body.")
                        .refusal());
    }

    public boolean accepts(long version) {
        return any || versions.contains(version);
    }

    /** For {@code ($n::bigint[] IS NULL OR version = ANY ($n::bigint[]))}. */
    public Long[] forSql() {
        return any ? null : versions.toArray(Long[]::new);
    }

    /** What to answer when the present version is another one. */
    public Refusal stale(String resource, long current) {
        var detail = "The " + resource + " is at version " + current + ".";
        return Problem.of(fromHeader ? ProblemCode.STALE_VERSION : ProblemCode.VERSION_CONFLICT, detail)
                .with("currentVersion", current)
                .refusal();
    }

    /** The versions of the strong tags in a list such as {@code "3", W/"4", "x"}; weak ones never match strongly. */
    static List<Long> strongVersions(String header, String list) {
        return tags(header, list, false);
    }

    /** As {@link #strongVersions}, with weak comparison: what If-None-Match asks for. */
    static List<Long> weakVersions(String header, String list) {
        return tags(header, list, true);
    }

    private static List<Long> tags(String header, String list, boolean weakToo) {
        var versions = new ArrayList<Long>();
        var matcher = TAG.matcher(list);
        var end = 0;
        while (matcher.find() && matcher.start() == end) {
            end = matcher.end();
            if ((weakToo || matcher.group(1) == null) && matcher.group(2).matches("0|[1-9][0-9]{0,17}")) {
                versions.add(Long.parseLong(matcher.group(2)));
            }
            if (end == list.length()) {
                break;
            }
        }
        if (end != list.length() || list.isBlank()) {
            throw Problem.of(
                            ProblemCode.BAD_REQUEST,
                            "A header is not a list of entity tags.",
                            List.of(new Violation(header, "must be * or a list such as \"3\", \"4\"")))
                    .refusal();
        }
        return versions;
    }
}
