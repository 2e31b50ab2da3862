package souk.local.client;

import java.util.Map;

/** Somebody who is logged in. */
public record Visitor(String username, String password, String token) {
    public Map<String, String> headers() {
        return Map.of("Authorization", "Bearer " + token);
    }

    public Map<String, String> keyed(String idempotencyKey) {
        return Map.of("Authorization", "Bearer " + token, "Idempotency-Key", idempotencyKey);
    }
}
