package souk.local.importing;

import java.util.List;

/**
 * How far an import has come, as the API says it.
 *
 * @param problem why the file could not be read; else null
 */
public record ImportStatus(
        String id,
        String state,
        String format,
        boolean dryRun,
        Lines lines,
        long created,
        long updated,
        long unchanged,
        long failed,
        double progress,
        Problem problem) {

    public record Lines(long done) {}

    public record Problem(String detail, List<Violation> errors) {}

    public record Violation(String pointer, String detail) {
        @Override
        public String toString() {
            return pointer.isEmpty() ? detail : pointer + " " + detail;
        }
    }

    boolean isOver() {
        return List.of("done", "failed", "cancelled").contains(state);
    }

    /** 0 if all went well, 1 if lines failed, 2 if the file was of no use or the import did not come to its end. */
    public int exitCode() {
        return !state.equals("done") ? 2 : failed > 0 ? 1 : 0;
    }
}
