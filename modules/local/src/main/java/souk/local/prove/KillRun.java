package souk.local.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import souk.local.client.Pause;

/** Kills an instance of each service in turn in the middle of a stream of requests; nobody may notice. */
public final class KillRun {
    private static final List<String> SERVICES = List.of("products", "orders", "auth");
    private static final Duration BEFORE_GATEWAY = Duration.ofSeconds(2);
    private static final Duration AFTER_GATEWAY = Duration.ofSeconds(6);

    private final Instances instances;
    private final String url;
    private final Drive drive;
    private final Consumer<String> progress;

    public KillRun(Instances instances, String url, Drive drive, Consumer<String> progress) {
        this.instances = instances;
        this.url = url;
        this.drive = drive;
        this.progress = progress;
    }

    /** @param round from 0; even rounds kill the first instances, odd ones the second */
    public Report round(int round) {
        SERVICES.forEach(service -> Performance.victim(instances, service, round));
        try (var performance = new Performance(instances, url, drive, progress)) {
            performance.warmUp();
            performance.enter(Phase.SERVICES);
            var pause = drive.time().dividedBy(SERVICES.size() + 1);
            Pause.of(pause);
            for (var service : SERVICES) {
                kill(performance, service, round);
                Pause.of(pause);
            }
            performance.enter(Phase.GATEWAY);
            Pause.of(BEFORE_GATEWAY);
            kill(performance, "gateway", round);
            Pause.of(AFTER_GATEWAY);
            return report(performance, round, performance.settle());
        }
    }

    private void kill(Performance performance, String service, int round) {
        var victim = Performance.victim(instances, service, round);
        performance.fault("kill " + victim, () -> instances.kill(victim));
    }

    private Report report(Performance performance, int round, Evidence evidence) {
        var history = performance.history();
        var smoothness = new Smoothness(history);
        var faults = performance.faults();
        var findings = new ArrayList<Finding>();
        findings.add(smoothness.nothingFailed(Phase.WARM_UP, Phase.SERVICES, Phase.REPEATS));
        findings.add(smoothness.nothingSlow(Phase.SERVICES));
        findings.add(smoothness.onlyConnectionsBroke(drive.clients()));
        findings.add(smoothness.enoughSeen(Phase.SERVICES, drive.time(), faults.subList(0, SERVICES.size())));
        findings.add(smoothness.enoughSeen(
                Phase.GATEWAY, BEFORE_GATEWAY.plus(AFTER_GATEWAY), faults.subList(SERVICES.size(), faults.size())));
        findings.add(performance.healed());
        findings.addAll(new Correctness(history, evidence).findings());
        var figures = performance.figures(Phase.WARM_UP, Phase.SERVICES, Phase.GATEWAY, Phase.REPEATS);
        return Report.of("kill", round, faults, figures, Window.of(smoothness, Phase.SERVICES), findings);
    }
}
