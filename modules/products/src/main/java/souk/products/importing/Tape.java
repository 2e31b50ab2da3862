package souk.products.importing;

import io.vertx.core.Future;
import java.util.Arrays;
import souk.products.importing.reading.Window;

/** The file of a job, of which only what is being read is held. */
final class Tape {

    private final JobRepository jobs;
    private final Job job;
    private byte[] held = new byte[0];
    private long start;

    Tape(JobRepository jobs, Job job) {
        this.jobs = jobs;
        this.job = job;
        this.start = job.place().offset();
    }

    /** From there on at least as many bytes, or up to the end. */
    Future<Window> window(long offset, int least) {
        held = Arrays.copyOfRange(held, (int) Math.min(held.length, offset - start), held.length);
        start = offset;
        var missing = Math.min(least, job.bytes() - start) - held.length;
        if (missing <= 0) {
            return Future.succeededFuture(new Window(held, start + held.length >= job.bytes()));
        }
        var next = start + held.length;
        var number = (int) (next / ImportRepository.CHUNK);
        var inside = (int) (next % ImportRepository.CHUNK);
        var count = (int) ((inside + missing + ImportRepository.CHUNK - 1) / ImportRepository.CHUNK);
        return jobs.chunks(job.id(), number, count).compose(chunks -> {
            var skip = inside;
            for (var chunk : chunks) {
                var length = held.length;
                held = Arrays.copyOf(held, length + chunk.length() - skip);
                chunk.getBytes(skip, chunk.length(), held, length);
                skip = 0;
            }
            return start + held.length < Math.min(job.bytes(), start + least)
                    ? Future.failedFuture(new LostLease())
                    : Future.succeededFuture(new Window(held, start + held.length >= job.bytes()));
        });
    }
}
