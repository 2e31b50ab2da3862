package souk.shared.contract;

/** Are you there? */
public record AskPing() {}
