package souk.shared.contract;

/** What is set in the cluster? */
public record AskSettings() {}
