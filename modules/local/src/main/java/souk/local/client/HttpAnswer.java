package souk.local.client;

import souk.local.data.Json;

/** @param body the content as it came, empty when there was none */
public record HttpAnswer(int status, String body) {
    public <T> T as(Class<T> type) {
        return Json.read(body, type);
    }

    /** The code of a problem, such as {@code insufficient-stock}; empty when the answer is none. */
    public String problemCode() {
        if (status < 400 || !body.startsWith("{")) {
            return "";
        }
        var code = as(ProblemCode.class).code();
        return code == null ? "" : code;
    }

    private record ProblemCode(String code) {}
}
