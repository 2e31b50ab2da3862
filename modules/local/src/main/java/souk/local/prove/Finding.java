package souk.local.prove;

import java.util.List;

/**
 * A rule and what speaks against it.
 *
 * @param violations how many there are
 * @param examples the first few of them
 */
public record Finding(String rule, boolean holds, long violations, List<String> examples) {
    private static final int SHOWN = 5;

    public Finding {
        examples = List.copyOf(examples);
    }

    static Finding of(String rule, List<String> violations) {
        return new Finding(
                rule,
                violations.isEmpty(),
                violations.size(),
                violations.subList(0, Math.min(SHOWN, violations.size())));
    }

    static Finding of(String rule, boolean holds, String otherwise) {
        return of(rule, holds ? List.of() : List.of(otherwise));
    }
}
