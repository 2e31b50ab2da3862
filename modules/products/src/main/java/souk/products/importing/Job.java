package souk.products.importing;

import java.util.UUID;
import souk.products.grant.Act;
import souk.products.importing.reading.FileReader;
import souk.products.importing.reading.Place;
import souk.products.importing.reading.Reading;

/**
 * An import that this process works on for a while.
 *
 * @param act on whose behalf; who acts is the seller of what is new
 * @param epoch in which it may be worked on; another one means that somebody else does
 * @param place up to where it has been applied
 */
record Job(
        UUID id,
        Act act,
        boolean writesAll,
        boolean dryRun,
        String currency,
        String wanted,
        long bytes,
        long epoch,
        Place place) {

    FileReader reader() {
        return Reading.of(wanted, currency);
    }

    boolean isRead() {
        return place.offset() >= bytes;
    }

    Job at(Place reached) {
        return new Job(id, act, writesAll, dryRun, currency, wanted, bytes, epoch, reached);
    }
}
