package souk.products.importing;

/** Somebody else works on the import now, or it was cancelled: what was begun is undone. */
final class LostLease extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostLease() {
        super("the import is not ours any more", null, false, false);
    }
}
