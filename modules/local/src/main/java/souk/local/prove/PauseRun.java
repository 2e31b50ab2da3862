package souk.local.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import souk.local.client.Pause;

/** Freezes an instance of a service for a while in the middle of a stream of requests, then lets it go on. */
public final class PauseRun {
    private static final Duration MOST_TROUBLE = Duration.ofSeconds(3);
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AFTER = Duration.ofSeconds(8);

    private final String service;
    private final Instances instances;
    private final String url;
    private final Drive drive;
    private final Consumer<String> progress;

    /**
     * @param service of which an instance is frozen
     * @param drive its time is that of the pause
     */
    public PauseRun(String service, Instances instances, String url, Drive drive, Consumer<String> progress) {
        this.service = service;
        this.instances = instances;
        this.url = url;
        this.drive = drive;
        this.progress = progress;
    }

    /** @param round from 0; even rounds pause the first instance, odd ones the second */
    public Report round(int round) {
        var victim = Performance.victim(instances, service, round);
        try (var performance = new Performance(instances, url, drive, progress)) {
            performance.warmUp();
            performance.enter(Phase.SERVICES);
            Pause.of(BEFORE);
            var freeze = Freeze.of(instances, victim);
            performance.fault("pause " + victim, freeze::begin);
            try {
                Pause.of(drive.time());
            } finally {
                performance.enter(Phase.RESUMED);
                performance.fault("resume " + victim, freeze::end);
            }
            Pause.of(AFTER);
            return report(performance, round, performance.settle());
        }
    }

    private Report report(Performance performance, int round, Evidence evidence) {
        var history = performance.history();
        var smoothness = new Smoothness(history);
        var faults = performance.faults();
        var findings = new ArrayList<Finding>();
        findings.add(smoothness.troubleWithin(MOST_TROUBLE, Phase.SERVICES, Phase.RESUMED));
        findings.add(smoothness.nothingFailed(Phase.WARM_UP, Phase.REPEATS));
        findings.add(smoothness.enoughSeen(Phase.SERVICES, drive.time(), faults.subList(0, 1)));
        findings.add(smoothness.enoughSeen(Phase.RESUMED, AFTER, faults.subList(1, 2)));
        findings.add(performance.healed());
        findings.addAll(new Correctness(history, evidence).findings());
        var window = Window.of(smoothness, Phase.SERVICES, Phase.RESUMED);
        var figures = performance.figures(Phase.WARM_UP, Phase.SERVICES, Phase.RESUMED, Phase.REPEATS);
        return Report.of("pause", round, faults, figures, window, findings);
    }
}
