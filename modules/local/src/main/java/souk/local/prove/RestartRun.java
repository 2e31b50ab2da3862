package souk.local.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * Restarts one instance after the other, gateways included, in the middle of a stream of requests; nobody may notice.
 * Half of the clients keep their connections, half of them come with a new one each time.
 */
public final class RestartRun {
    private final String service;
    private final Instances instances;
    private final String url;
    private final Drive drive;
    private final Consumer<String> progress;

    /**
     * @param service whose instances are restarted, or null for all
     * @param drive its time is what a fresh instance gets before the next one leaves
     */
    public RestartRun(String service, Instances instances, String url, Drive drive, Consumer<String> progress) {
        this.service = service;
        this.instances = instances;
        this.url = url;
        this.drive = drive;
        this.progress = progress;
    }

    public Report round(int round) {
        try (var performance = new Performance(instances, url, drive, progress)) {
            performance.letHalfComeAnew();
            performance.warmUp();
            performance.enter(Phase.RESTARTS);
            var begin = System.nanoTime();
            var what = service == null ? "everything" : service;
            performance.fault("restart of " + what, () -> instances.roll(service, drive.time(), progress));
            var took = Duration.ofNanos(System.nanoTime() - begin);
            return report(performance, round, took, performance.settle());
        }
    }

    private Report report(Performance performance, int round, Duration took, Evidence evidence) {
        var history = performance.history();
        var smoothness = new Smoothness(history);
        var findings = new ArrayList<Finding>();
        findings.add(smoothness.nothingFailed(Phase.WARM_UP, Phase.RESTARTS, Phase.REPEATS));
        findings.add(smoothness.nothingSlow(Phase.RESTARTS));
        findings.add(smoothness.enoughSeen(Phase.RESTARTS, took, performance.faults()));
        findings.add(performance.healed());
        findings.addAll(new Correctness(history, evidence).findings());
        var figures = performance.figures(Phase.WARM_UP, Phase.RESTARTS, Phase.REPEATS);
        var window = Window.of(smoothness, Phase.RESTARTS);
        return Report.of("restart", round, performance.faults(), figures, window, findings);
    }
}
