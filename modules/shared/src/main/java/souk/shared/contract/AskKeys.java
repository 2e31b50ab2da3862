package souk.shared.contract;

/** Which keys are access tokens signed with? */
public record AskKeys() {}
