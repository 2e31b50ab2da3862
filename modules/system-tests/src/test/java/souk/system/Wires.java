package souk.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.AssertionFailedError;

/**
 * Machines of a network of their own, as network namespaces of Linux around a router that can drop, without a word,
 * whatever goes from one to another. Needs root and the command {@code ip} of iproute2.
 */
final class Wires implements AutoCloseable {

    private static final String NET = "10.213.";

    private final String name = "sk" + ProcessHandle.current().pid() % 10_000;
    private final int machines;

    Wires(int machines) {
        this.machines = machines;
        requireRoot();
        try {
            lay();
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    private static void requireRoot() {
        var root = System.getProperty("user.name").equals("root");
        if (!root || !run(List.of("sh", "-c", "command -v ip")).out().contains("ip")) {
            throw new AssertionFailedError(
                    "This test drops packets between network namespaces: it has to be run by root"
                            + " on Linux, and needs the command ip (Debian: iproute2).");
        }
    }

    private void lay() {
        ip("netns", "add", router());
        inside(router(), "ip", "link", "set", "lo", "up");
        inside(router(), "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        for (var machine = 0; machine < machines; machine++) {
            ip("netns", "add", machine(machine));
            inside(machine(machine), "ip", "link", "set", "lo", "up");
            plug(machine);
            ip("link", "set", cable(machine), "netns", machine(machine));
            inside(machine(machine), "ip", "addr", "add", address(machine) + "/24", "dev", cable(machine));
            inside(machine(machine), "ip", "link", "set", cable(machine), "up");
            inside(machine(machine), "ip", "route", "add", "default", "via", gatewayOf(machine));
        }
        plug(machines);
        ip("addr", "add", address(machines) + "/24", "dev", cable(machines));
        ip("link", "set", cable(machines), "up");
        ip("route", "add", NET + "0.0/16", "via", gatewayOf(machines));
    }

    private void plug(int index) {
        ip("link", "add", cable(index), "type", "veth", "peer", "name", cable(index) + "r");
        ip("link", "set", cable(index) + "r", "netns", router());
        inside(router(), "ip", "addr", "add", gatewayOf(index) + "/24", "dev", cable(index) + "r");
        inside(router(), "ip", "link", "set", cable(index) + "r", "up");
    }

    String address(int machine) {
        return NET + (machine + 1) + ".2";
    }

    /** The command, to be run on that machine. */
    List<String> on(int machine, List<String> command) {
        var whole = new ArrayList<>(List.of("ip", "netns", "exec", machine(machine)));
        whole.addAll(command);
        return whole;
    }

    /** From now on nothing goes from one to the other or back. */
    void cut(int one, int other) {
        blackhole("add", one, other);
        blackhole("add", other, one);
    }

    void mend(int one, int other) {
        blackhole("del", one, other);
        blackhole("del", other, one);
    }

    private void blackhole(String verb, int from, int to) {
        inside(router(), "ip", "rule", verb, "from", address(from), "to", address(to), "blackhole");
    }

    @Override
    public void close() {
        for (var machine = 0; machine < machines; machine++) {
            run(List.of("ip", "netns", "del", machine(machine)));
        }
        run(List.of("ip", "netns", "del", router()));
        run(List.of("ip", "link", "del", cable(machines)));
    }

    private String router() {
        return name + "-router";
    }

    private String machine(int index) {
        return name + "-" + index;
    }

    private String cable(int index) {
        return name + "c" + index;
    }

    private static String gatewayOf(int index) {
        return NET + (index + 1) + ".1";
    }

    private static void inside(String namespace, String... command) {
        var whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(List.of(command));
        require(run(whole), whole);
    }

    private static void ip(String... arguments) {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        require(run(command), command);
    }

    private static void require(Ended ended, List<String> command) {
        if (ended.exitCode() != 0) {
            throw new AssertionFailedError(String.join(" ", command) + " failed: " + ended.all());
        }
    }

    private static Ended run(List<String> command) {
        return Ended.of(command, Map.of(), 20);
    }
}
