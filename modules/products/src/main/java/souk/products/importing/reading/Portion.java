package souk.products.importing.reading;

import java.util.List;

/**
 * What was read of a window.
 *
 * @param next where to go on; the same place if the window must be larger
 */
public record Portion(List<Draft> drafts, Place next) {

    public Portion {
        drafts = List.copyOf(drafts);
    }
}
