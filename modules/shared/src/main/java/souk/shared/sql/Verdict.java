package souk.shared.sql;

/** What a batch decided about one of its requests. */
public sealed interface Verdict<A> {

    record Done<A>(A answer) implements Verdict<A> {}

    /** @param error usually a {@code Refusal}; it fails this request alone */
    record Failed<A>(Throwable error) implements Verdict<A> {}

    static <A> Verdict<A> of(A answer) {
        return new Done<>(answer);
    }

    static <A> Verdict<A> failed(Throwable error) {
        return new Failed<>(error);
    }
}
