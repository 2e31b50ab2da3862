package souk.shared.contract;

/** @param fresh how many of the events had not been taken in before */
public record EventsTaken(int fresh) {}
