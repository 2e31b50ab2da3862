package souk.local.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import souk.local.client.Pause;
import souk.local.data.LocalFailure;

/** One round: clients come, faults are done, clients leave, and what they saw is checked. */
final class Performance implements AutoCloseable {
    private static final Duration READY_AGAIN = Duration.ofSeconds(150);

    private final Instances instances;
    private final Drive drive;
    private final Consumer<String> progress;
    private final Stage stage;
    private final Recorder recorder = new Recorder();
    private final Load load;
    private final List<Fault> faults = new ArrayList<>();
    private Optional<String> notReady = Optional.empty();

    /** @param progress told in a sentence what happens */
    Performance(Instances instances, String url, Drive drive, Consumer<String> progress) {
        this.instances = instances;
        this.drive = drive;
        this.progress = progress;
        instances.awaitReady(READY_AGAIN).ifPresent(trouble -> {
            throw new LocalFailure(trouble);
        });
        progress.accept("makes accounts and products of its own");
        this.stage = Stage.set(url);
        this.load = new Load(stage, recorder, drive.clients());
    }

    /** The instance of a service that is meant in this round; it takes turns. Fails when it is the only one. */
    static String victim(Instances instances, String service, int round) {
        var names = instances.of(service);
        if (names.size() < 2) {
            throw new LocalFailure(
                    "there is only one instance of " + service + ": start the cluster with `souk up --replicas 2`");
        }
        return names.get(round % names.size());
    }

    /** Instead of keeping their connections, as all do otherwise. */
    void letHalfComeAnew() {
        load.letHalfComeAnew();
    }

    void warmUp() {
        progress.accept("%d clients warm up for %d s"
                .formatted(drive.clients(), drive.warmUp().toSeconds()));
        load.start();
        Pause.of(drive.warmUp());
    }

    void enter(Phase phase) {
        recorder.enter(phase);
    }

    void fault(String what, Runnable deed) {
        var fault = new Fault(what, recorder.now());
        faults.add(fault);
        progress.accept("%s (second %.1f)".formatted(what, fault.atNanos() / 1e9));
        deed.run();
    }

    /** Ends the load, waits until all instances are ready and the dust has settled, and returns what the shop holds. */
    Evidence settle() {
        load.stop();
        progress.accept("waits until every instance is ready again");
        notReady = instances.awaitReady(READY_AGAIN);
        progress.accept("sends every key once more and reads what the shop holds");
        var settling = new Settling(stage, recorder);
        settling.repeatEveryKey();
        var evidence = settling.evidence();
        if (drive.history() != null) {
            new HistoryFile(drive.history()).write(history(), evidence);
        }
        return evidence;
    }

    Finding healed() {
        return Finding.of("every instance was ready again", notReady.stream().toList());
    }

    History history() {
        return recorder.history();
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    List<Figures> figures(Phase... phases) {
        var history = recorder.history();
        return Stream.of(phases)
                .map(phase -> Figures.of(phase, history.in(phase)))
                .toList();
    }

    @Override
    public void close() {
        stage.clear();
    }
}
