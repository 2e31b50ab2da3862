package souk.products.importing.reading;

/** Reads files of one format. Without state: the same window and place always give the same. */
public interface FileReader {

    /**
     * Reads on; throws {@link UnusableFile}.
     *
     * @param most records that one portion has at most
     */
    Portion read(Window window, Place from, int most);

    /** How the format is called that this turned out to be. */
    String format(Place reached);
}
