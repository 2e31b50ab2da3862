package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import souk.products.change.ChangeNews;
import souk.products.importing.reading.Portion;
import souk.products.importing.reading.UnusableFile;
import souk.products.importing.reading.Window;
import souk.shared.async.Rounds;

/** A turn of one import: batch after batch, until it is over or somebody else should have a turn. */
final class Slice {

    private static final int RECORDS = 250;
    private static final int WINDOW = 256 * 1024;
    private static final Duration TURN = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final JobRepository jobs;
    private final BatchRepository batches;
    private final ChangeNews news;
    private final Tape tape;
    private final long until = System.nanoTime() + TURN.toNanos();
    private Job job;

    Slice(Vertx vertx, JobRepository jobs, BatchRepository batches, ChangeNews news, Job job) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.batches = batches;
        this.news = news;
        this.job = job;
        this.tape = new Tape(jobs, job);
    }

    /** True if the import is over. Fails with {@link LostLease} if it is somebody else's, or as the database does. */
    Future<Boolean> run() {
        var isOver = new AtomicBoolean();
        return Rounds.whileTrue(() -> oneStep().map(over -> {
                    isOver.set(over);
                    return !over && System.nanoTime() - until < 0;
                }))
                .map(ended -> isOver.get());
    }

    private Future<Boolean> oneStep() {
        return step(WINDOW)
                .recover(failure -> failure instanceof UnusableFile unusable
                        ? jobs.giveUp(job, unusable.getMessage(), unusable.violations())
                                .map(true)
                        : Future.failedFuture(failure));
    }

    private Future<Boolean> step(int window) {
        return tape.window(job.place().offset(), window)
                .compose(part -> read(part).compose(portion -> {
                    if (!portion.next().equals(job.place()) || !portion.drafts().isEmpty()) {
                        return apply(portion).map(false);
                    }
                    return job.isRead() ? jobs.finish(job).map(true) : step(window * 2);
                }));
    }

    private Future<Portion> read(Window window) {
        var from = job.place();
        return vertx.executeBlocking(() -> job.reader().read(window, from, RECORDS), false);
    }

    private Future<Void> apply(Portion portion) {
        return batches.apply(job, portion).map(changed -> {
            news.products(changed);
            job = job.at(portion.next());
            return null;
        });
    }
}
