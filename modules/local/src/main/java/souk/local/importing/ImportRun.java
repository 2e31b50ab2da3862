package souk.local.importing;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import souk.local.client.Pause;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.secret.Account;

/** Sends a file and waits until all of it has been worked on. */
public final class ImportRun {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final int SHOWN = 50;
    private static final double MEGABYTE = 1e6;

    private final ImportClient client;
    private final Progress progress;

    /** Fails with LocalFailure if the log-in is refused. */
    public ImportRun(String url, Account account, Progress progress) {
        this.client = new ImportClient(url, account);
        this.progress = progress;
    }

    private record Refused(String detail, List<ImportStatus.Violation> errors) {}

    /** Fails with LocalFailure if the cluster does not take the file. */
    public ImportStatus run(ImportOrder order) {
        var bytes = Math.max(1, order.bytes());
        var answer = client.upload(
                order,
                sent -> progress.show(
                        "sending",
                        Math.min(1, (double) sent / bytes),
                        "%.1f of %.1f MB".formatted(sent / MEGABYTE, bytes / MEGABYTE)));
        if (answer.status() != 202) {
            progress.end();
            throw new UnusableFile(told(answer.status(), answer.body()));
        }
        var status = answer.as(ImportStatus.class);
        while (!status.isOver()) {
            Pause.of(BETWEEN_LOOKS);
            status = client.get("/api/v1/imports/" + status.id()).as(ImportStatus.class);
            progress.show(
                    "importing",
                    status.progress(),
                    status.lines().done() + " lines" + (status.failed() > 0 ? ", " + status.failed() + " failed" : ""));
        }
        progress.end();
        return status;
    }

    private static String told(int status, String body) {
        if (!body.startsWith("{")) {
            return "it was answered with " + status;
        }
        var refused = Json.read(body, Refused.class);
        return refused.detail() + (refused.errors() == null ? "" : " " + refused.errors());
    }

    /** The file is of no use. */
    public static final class UnusableFile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableFile(String detail) {
            super(detail);
        }
    }

    /** Says what became of the file, and of the first lines that failed why. */
    public void report(ImportStatus status, PrintStream out) {
        if (status.problem() != null) {
            out.println("The file cannot be read: " + status.problem().detail());
            status.problem().errors().forEach(error -> out.println("  " + error));
        }
        if (status.failed() > 0) {
            out.println("Lines that failed:");
            var lines = "/api/v1/imports/" + status.id() + "/lines?outcome=failed&format=ndjson";
            try (var failed = client.lines(lines)) {
                failed.limit(SHOWN)
                        .map(line -> Json.read(line, FailedLine.class).text())
                        .forEach(out::println);
            }
            if (status.failed() > SHOWN) {
                out.println("  … and " + (status.failed() - SHOWN) + " more: GET " + lines);
            }
        }
        out.printf(
                "%s: %d lines (%s); %d created, %d updated, %d unchanged, %d failed%s%n",
                status.state(),
                status.lines().done(),
                status.format(),
                status.created(),
                status.updated(),
                status.unchanged(),
                status.failed(),
                status.dryRun() ? "; a dry run, nothing was changed" : "");
    }

    /** The account of that name or role. Fails with LocalFailure if there is none. */
    public static Account account(List<Account> accounts, String nameOrRole) {
        return accounts.stream()
                .filter(one -> one.username().equals(nameOrRole) || one.role().equals(nameOrRole))
                .findFirst()
                .orElseThrow(() -> new LocalFailure("there is no log-in of " + nameOrRole + "; there are "
                        + String.join(
                                ", ", accounts.stream().map(Account::username).toList())));
    }
}
