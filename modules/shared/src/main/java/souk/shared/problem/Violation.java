package souk.shared.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer a JSON pointer into the body (RFC 6901), or the name of a parameter or header
 * @param detail what is wrong with it, for a person
 */
public record Violation(String pointer, String detail) {}
