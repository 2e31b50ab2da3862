package souk.shared.contract;

/** How are you? */
public record AskReport() {}
