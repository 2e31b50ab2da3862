package souk.shared.resilience;

/** What the end of a call tells about the part that was called. */
public enum Ending {
    /** It answered, whatever it said: a refusal, a conflict and "too busy" are answers. */
    ANSWERED,
    /** It should have answered and did not: no connection, a broken one, or not in a time that was fair. */
    TROUBLE,
    /** Nothing: it was not asked, had next to no time, or whoever asked has gone. */
    UNDECIDED
}
