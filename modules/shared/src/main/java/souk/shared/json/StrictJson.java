package souk.shared.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/**
 * JSON from outside. Duplicate members, content behind the end, more than 32 levels, numbers of more than 100 digits,
 * other encodings than UTF-8 and anything that RFC 8259 does not allow are refused; numbers keep their exact value.
 */
public final class StrictJson {

    public static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 100;

    private static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private StrictJson() {}

    /** As {@link #parse(Buffer)}. */
    public static JsonNode parse(String text) {
        return parse(Buffer.buffer(text));
    }

    /** Throws a {@link Refusal} with {@code malformed-json} that names line and column. */
    public static JsonNode parse(Buffer body) {
        var bytes = body.getBytes();
        if (!isUtf8(bytes)) {
            throw malformed("The body is not UTF-8.");
        }
        try {
            var json = MAPPER.readTree(bytes);
            if (json == null || json.isMissingNode()) {
                throw malformed("The body is empty.");
            }
            return json;
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            throw malformed(
                    at == null
                            ? "The body is not well-formed JSON."
                            : "The body is not well-formed JSON at line " + at.getLineNr() + ", column "
                                    + at.getColumnNr() + ".");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Jackson would guess UTF-16 and UTF-32 and take overlong forms, and so read what others do not. JSON in UTF-8 has no zero
     * byte, JSON in the other two always has one.
     */
    private static boolean isUtf8(byte[] bytes) {
        var ascii = true;
        for (var each : bytes) {
            if (each == 0) {
                return false;
            }
            ascii &= each > 0;
        }
        return ascii || isStrictUtf8(bytes);
    }

    private static boolean isStrictUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static Refusal malformed(String detail) {
        return Problem.of(ProblemCode.MALFORMED_JSON, detail).refusal();
    }
}
