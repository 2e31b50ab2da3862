package souk.shared.problem;

/** What a use case refuses with. Features declare their own as sealed records. */
public interface Failure {

    Problem problem();

    /** The same as an exception that travels through futures and over the bus. */
    default Refusal refusal() {
        return new Refusal(problem());
    }
}
