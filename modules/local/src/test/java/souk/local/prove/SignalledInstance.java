package souk.local.prove;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import souk.local.data.LocalFailure;
import souk.local.process.Signal;

/** A single process as a cluster, which refuses, as the supervisor does, to resume what is not paused. */
final class SignalledInstance implements Instances {
    private final ProcessHandle process;
    private final List<Signal> signals = new CopyOnWriteArrayList<>();

    SignalledInstance(ProcessHandle process) {
        this.process = process;
    }

    List<Signal> signals() {
        return List.copyOf(signals);
    }

    @Override
    public List<String> of(String service) {
        return List.of(service + "-1");
    }

    @Override
    public void kill(String name) {
        send(Signal.KILL);
    }

    @Override
    public void pause(String name) {
        send(Signal.STOP);
    }

    @Override
    public void resume(String name) {
        if (signals.isEmpty() || signals.get(signals.size() - 1) != Signal.STOP) {
            throw new LocalFailure(name + " is not paused");
        }
        send(Signal.CONT);
    }

    @Override
    public void roll(String service, Duration warmUp, Consumer<String> progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> awaitReady(Duration patience) {
        return Optional.empty();
    }

    private void send(Signal signal) {
        signals.add(signal);
        signal.to(process);
    }
}
