package souk.shared.sql;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;

/**
 * What a failed statement means to the code that sent it.
 *
 * @param sqlState five characters, or empty where the server did not say anything
 * @param constraint the violated constraint or unique index, or empty
 */
public record SqlFailure(Kind kind, String sqlState, String constraint) {

    public enum Kind {
        UNIQUE_VIOLATION,
        FOREIGN_KEY_VIOLATION,
        CHECK_VIOLATION,
        /** Another transaction held the row for longer than {@link DatabaseLimits#lock}. */
        LOCK_TIMEOUT,
        /** The server cancelled it after {@link DatabaseLimits#statement}. */
        STATEMENT_TIMEOUT,
        /** Two transactions met, this one lost; running it again from its start may succeed. */
        SERIALIZATION,
        /** The server is shutting down, starting, read-only after a failover, or the connection broke. */
        AWAY,
        OTHER
    }

    /** Also looks through the {@code Trouble} that {@link Database} wraps around passing failures. */
    public static SqlFailure of(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException said) {
                return new SqlFailure(kind(said.getSqlState()), said.getSqlState(), text(said.getConstraint()));
            }
            if (cause instanceof ClosedConnectionException || cause instanceof IOException) {
                return new SqlFailure(Kind.AWAY, "", "");
            }
        }
        return new SqlFailure(Kind.OTHER, "", "");
    }

    /** Whether it is the violation of exactly that constraint or unique index. */
    public boolean violates(String name) {
        return constraint.equals(name);
    }

    /** Whether the same work may well succeed a moment later. */
    public boolean isPassing() {
        return switch (kind) {
            case LOCK_TIMEOUT, STATEMENT_TIMEOUT, SERIALIZATION, AWAY -> true;
            case UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION, CHECK_VIOLATION, OTHER -> false;
        };
    }

    private static Kind kind(String state) {
        return switch (text(state)) {
            case "23505" -> Kind.UNIQUE_VIOLATION;
            case "23503" -> Kind.FOREIGN_KEY_VIOLATION;
            case "23514" -> Kind.CHECK_VIOLATION;
            case "55P03" -> Kind.LOCK_TIMEOUT;
            case "57014" -> Kind.STATEMENT_TIMEOUT;
            case "40001", "40P01" -> Kind.SERIALIZATION;
            case "25006", "25P03", "57P01", "57P02", "57P03", "53300", "08000", "08003", "08006" -> Kind.AWAY;
            default -> Kind.OTHER;
        };
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
