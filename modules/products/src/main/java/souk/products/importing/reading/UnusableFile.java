package souk.products.importing.reading;

import java.util.List;
import souk.shared.problem.Violation;

/** A file of which no line can be read, or none from here on. */
public final class UnusableFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    UnusableFile(String detail, List<Violation> violations) {
        super(detail, null, false, false);
        this.violations = List.copyOf(violations);
    }

    UnusableFile(String detail) {
        this(detail, List.of());
    }

    public List<Violation> violations() {
        return violations;
    }
}
