package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import souk.products.change.ChangeNews;
import souk.shared.http.HttpApi;
import souk.shared.sql.Database;
import souk.shared.sql.RequestKeys;

/** Imports as a whole: their API, and the work on them. */
public final class Importing {

    private final ImportRoutes routes;
    private final ImportRunner runner;
    private final SweepRepository sweeps;

    private Importing(ImportRoutes routes, ImportRunner runner, SweepRepository sweeps) {
        this.routes = routes;
        this.runner = runner;
        this.sweeps = sweeps;
    }

    /** @param database for requests */
    public static Importing over(
            Vertx vertx, Database database, Background background, ImportSettings settings, ChangeNews news) {
        var jobs = new JobRepository(background.database(), background.owner());
        var runner = new ImportRunner(vertx, jobs, new BatchRepository(vertx, background.database()), news);
        var routes = new ImportRoutes(
                new ImportRepository(database),
                new LineRepository(database),
                new RequestKeys(database),
                settings,
                runner::wake);
        return new Importing(routes, runner, new SweepRepository(background.database()));
    }

    /**
     * Where the work is done.
     *
     * @param database with limits for work that nobody waits for
     * @param owner the name of this instance
     */
    public record Background(Database database, String owner) {}

    /** Before the routes of single products, whose paths cover these. */
    public void mount(HttpApi api) {
        routes.mount(api);
    }

    public void start() {
        runner.start();
    }

    /** Completes when what is being applied has been. */
    public Future<Void> stop() {
        return runner.stop();
    }

    public Future<Void> sweep() {
        return sweeps.sweep();
    }
}
