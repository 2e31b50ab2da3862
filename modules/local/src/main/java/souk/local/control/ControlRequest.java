package souk.local.control;

/** @param name the instance or service meant; null where the command has none */
public record ControlRequest(String command, String name) {}
