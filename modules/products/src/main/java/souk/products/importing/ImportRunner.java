package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.products.change.ChangeNews;
import souk.shared.async.Rounds;
import souk.shared.problem.Trouble;

/** Works on imports, one after the other, those of other instances that went away among them. */
final class ImportRunner {

    private static final Logger LOG = LogManager.getLogger(ImportRunner.class);
    private static final long LOOK_MILLIS = 500;

    private final Vertx vertx;
    private final JobRepository jobs;
    private final BatchRepository batches;
    private final ChangeNews news;
    private long timer = -1;
    private boolean working;
    private Promise<Void> stopped;

    ImportRunner(Vertx vertx, JobRepository jobs, BatchRepository batches, ChangeNews news) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.batches = batches;
        this.news = news;
    }

    void start() {
        timer = vertx.setPeriodic(LOOK_MILLIS, tick -> wake());
    }

    /** Takes no further turn; completes when the present one has come to its end. */
    Future<Void> stop() {
        vertx.cancelTimer(timer);
        stopped = Promise.promise();
        if (!working) {
            stopped.complete();
        }
        return stopped.future();
    }

    /** There may be something to do; nothing is done before the start. */
    void wake() {
        if (timer >= 0 && !working && stopped == null) {
            working = true;
            turns().onComplete(done -> {
                working = false;
                if (stopped != null) {
                    stopped.tryComplete();
                }
            });
        }
    }

    private Future<Void> turns() {
        return Rounds.whileTrue(() -> jobs.claim()
                        .compose(claimed -> claimed.map(this::turn).orElseGet(() -> Future.succeededFuture(false)))
                        .map(worked -> worked && stopped == null))
                .recover(failure -> {
                    LOG.warn("event=imports-interrupted reason=\"{}\"", failure.toString());
                    return Future.succeededFuture();
                });
    }

    private Future<Boolean> turn(Job job) {
        return new Slice(vertx, jobs, batches, news, job)
                .run()
                .compose(
                        over -> over
                                ? Future.succeededFuture(true)
                                : jobs.release(job).map(true),
                        failure -> interrupted(job, failure));
    }

    /** What would fail again just so is not tried for ever. */
    private Future<Boolean> interrupted(Job job, Throwable failure) {
        if (failure instanceof LostLease) {
            return Future.succeededFuture(true);
        }
        if (failure instanceof Trouble) {
            return jobs.release(job).transform(released -> Future.failedFuture(failure));
        }
        LOG.error("event=import-failed import={}", job.id(), failure);
        return jobs.giveUp(job, "It could not be read; that is a defect here, and has been logged.", List.of())
                .map(true);
    }
}
