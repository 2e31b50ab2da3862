package souk.products.importing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import souk.products.grant.Act;
import souk.shared.http.ApiRequest;
import souk.shared.id.UuidV7;
import souk.shared.security.Permission;

/**
 * What the head of an upload says.
 *
 * @param charset as the client calls it
 */
record ImportRequest(NewImport wanted, Optional<String> charset) {

    private static final List<String> FORMATS = List.of("ndjson", "csv", "shopify", "foreign", "json");
    private static final Map<String, String> BY_TYPE = Map.of(
            "application/x-ndjson", "ndjson",
            "application/ndjson", "ndjson",
            "application/jsonl", "ndjson",
            "text/csv", "table",
            "application/json", "json");
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

    /** Throws a refusal for wrong parameters and for formats that nobody reads here. */
    static ImportRequest of(ApiRequest request, ImportSettings settings) {
        var query = request.query();
        var dryRun = query.text("dryRun", 5)
                .flatMap(text -> text.matches("true|false")
                        ? Optional.of(text.equals("true"))
                        : query.wrong("dryRun", "must be true or false"));
        var currency = query.text("currency", 3)
                .flatMap(code -> ImportSettings.isCurrency(code)
                        ? Optional.of(code)
                        : query.wrong("currency", "must be an ISO 4217 code such as EUR"));
        var format = query.text("format", 10)
                .flatMap(name -> FORMATS.contains(name)
                        ? Optional.of(name)
                        : query.wrong("format", "must be one of " + String.join(", ", FORMATS)));
        query.done();
        var wanted = format.or(() -> request.mediaType().map(BY_TYPE::get))
                .filter(known -> request.header("content-encoding")
                        .filter(coding -> !coding.equalsIgnoreCase("identity"))
                        .isEmpty())
                .orElseThrow(() -> new ImportFailure.UnknownFormat().refusal());
        return new ImportRequest(
                new NewImport(
                        UuidV7.next(),
                        Act.of(request),
                        request.caller().may(Permission.WRITE_PRODUCTS),
                        dryRun.orElse(false),
                        currency.orElse(settings.currency()),
                        wanted),
                request.header("content-type")
                        .map(CHARSET::matcher)
                        .filter(found -> found.find())
                        .map(found -> found.group(1)));
    }
}
