package souk.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The table of which status each operation answers whom with, and the operations that the documents have. */
record AccessMatrix(List<String> callers, Map<String, List<Integer>> expected) {

    private static final Pattern OPERATION = Pattern.compile("^\\s+operationId:\\s*(\\w+)\\s*$");

    /** Lines such as {@code readOrder, 401, 401, 200, …} under a line of the callers' names; {@code #} begins a comment. */
    static AccessMatrix read() {
        try (var table = AccessMatrix.class.getResourceAsStream("/access-matrix.csv")) {
            var lines = new String(table.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            Arrays.stream(line.split(",")).map(String::strip).toList())
                    .toList();
            var callers = lines.get(0).subList(1, lines.get(0).size());
            var expected = new LinkedHashMap<String, List<Integer>>();
            for (var line : lines.subList(1, lines.size())) {
                if (line.size() != callers.size() + 1) {
                    throw new IllegalArgumentException(line.get(0) + " has not one status for each caller");
                }
                var statuses = line.subList(1, line.size()).stream()
                        .map(Integer::valueOf)
                        .toList();
                if (expected.put(line.get(0), statuses) != null) {
                    throw new IllegalArgumentException(line.get(0) + " is there twice");
                }
            }
            return new AccessMatrix(callers, expected);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The operation ids of the OpenAPI documents of all services. */
    static TreeSet<String> documented(Path modules) {
        var operations = new TreeSet<String>();
        for (var document :
                List.of("auth/auth", "products/products", "products/categories", "products/imports", "orders/orders")) {
            var names = document.split("/");
            var file = modules.resolve(names[0] + "/src/main/resources/openapi/" + names[1] + ".yaml");
            for (var line : lines(file)) {
                var matcher = OPERATION.matcher(line);
                if (matcher.matches()) {
                    operations.add(matcher.group(1));
                }
            }
        }
        return operations;
    }

    /** Those of the lines, variants counted once. */
    TreeSet<String> operations() {
        var operations = new TreeSet<String>();
        expected.keySet().forEach(line -> operations.add(line.replaceFirst("[.].*", "")));
        return operations;
    }

    int cells() {
        return expected.size() * callers.size();
    }

    private static List<String> lines(Path file) {
        try {
            return new ArrayList<>(Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
