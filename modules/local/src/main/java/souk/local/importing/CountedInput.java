package souk.local.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how much of it has been read. */
final class CountedInput extends FilterInputStream {
    private final LongConsumer counted;
    private long count;

    CountedInput(InputStream input, LongConsumer counted) {
        super(input);
        this.counted = counted;
    }

    @Override
    public int read() throws IOException {
        var read = super.read();
        return read < 0 ? read : (int) noted(1, read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var read = super.read(bytes, offset, length);
        return read < 0 ? read : (int) noted(read, read);
    }

    private long noted(int more, int result) {
        count += more;
        counted.accept(count);
        return result;
    }
}
