package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import souk.shared.http.Upload;

/** Takes a file in, in pieces of equal size; holds no more than two of them. */
final class Receiving {

    private final ImportRepository imports;
    private final NewImport wanted;
    private final Transcoding transcoding;
    private final long limit;
    private final MessageDigest digest = sha256();
    private Buffer rest = Buffer.buffer();
    private int chunks;
    private long bytes;

    Receiving(ImportRepository imports, NewImport wanted, Transcoding transcoding, long limit) {
        this.imports = imports;
        this.wanted = wanted;
        this.transcoding = transcoding;
        this.limit = limit;
    }

    /** Gives the SHA-256 of what was sent. An import whose file did not come to its end is never begun. */
    Future<byte[]> take(Upload upload) {
        return upload.forEach(ImportRepository.CHUNK, piece -> {
                    digest.update(piece.getBytes());
                    rest.appendBuffer(transcoding.next(piece));
                    return store(false);
                })
                .compose(sent -> {
                    rest.appendBuffer(transcoding.end());
                    return store(true);
                })
                .map(stored -> digest.digest());
    }

    long bytes() {
        return bytes;
    }

    private Future<Void> store(boolean last) {
        if (rest.length() == 0 || !last && rest.length() < ImportRepository.CHUNK) {
            return Future.succeededFuture();
        }
        var length = Math.min(rest.length(), ImportRepository.CHUNK);
        var chunk = rest.getBuffer(0, length);
        rest = rest.getBuffer(length, rest.length());
        bytes += length;
        if (bytes > limit) {
            return Future.failedFuture(new ImportFailure.TooLarge(limit).refusal());
        }
        return imports.store(wanted.id(), chunks++, chunk).compose(stored -> store(last));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
