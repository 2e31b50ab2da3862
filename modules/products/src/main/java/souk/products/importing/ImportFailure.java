package souk.products.importing;

import java.util.List;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;

/** Why an import is refused. */
sealed interface ImportFailure extends Failure {

    /** Not there, or not for the caller to see. */
    record NoSuchImport() implements ImportFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such import.");
        }
    }

    record Over(ImportState state) implements ImportFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.CONFLICT, "The import is " + state.text() + " already.");
        }
    }

    record UnknownFormat() implements ImportFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send application/x-ndjson, text/csv or application/json, uncompressed.");
        }
    }

    record WrongEncoding(String detail) implements ImportFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.INVALID, detail, List.of(new Violation("Content-Type", "names another charset")));
        }
    }

    record TooLarge(long limit) implements ImportFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.BODY_TOO_LARGE, "A file may have up to " + limit + " bytes.");
        }
    }
}
