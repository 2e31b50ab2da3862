package souk.shared.contract;

/** All of them are kept. */
public record AuditRecorded() {}
