package souk.local.client;

import java.util.Objects;
import souk.local.data.Json;

/** @param body the content as it came, empty when there was none */
public record HttpAnswer(int status, String body) {
    public <T> T as(Class<T> type) {
        return Json.read(body, type);
    }

    /** The code of a problem, such as {@code insufficient-stock}; empty when the answer is none. */
    public String problemCode() {
        return isProblem() ? Objects.requireNonNullElse(as(Problem.class).code(), "") : "";
    }

    /** In one line, for people. */
    public String shown() {
        return isProblem()
                ? status + " " + problemCode() + ": " + as(Problem.class).detail()
                : Integer.toString(status);
    }

    private boolean isProblem() {
        return status >= 400 && body.startsWith("{");
    }

    private record Problem(String code, String detail) {}
}
