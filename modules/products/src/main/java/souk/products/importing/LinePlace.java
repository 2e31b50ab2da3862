package souk.products.importing;

/** A place in the list of an import's lines. */
record LinePlace(long line, int part) {

    static final LinePlace BEGINNING = new LinePlace(-1, 0);

    static LinePlace of(LineVerdict verdict) {
        return new LinePlace(verdict.line(), verdict.part());
    }
}
