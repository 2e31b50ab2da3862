package souk.shared.bus;

/**
 * News on the bus: an address and the record that goes there. Whoever has subscribed hears it, on every node, the one it
 * comes from included. Delivery is best effort and nothing is repeated, so news may only ever be a hint to look at the
 * truth sooner. Topics grow only by adding fields; a breaking change is a new address ({@code …v2}).
 *
 * @param address {@code service.subject.v1}
 */
public record Topic<T>(String address, Class<T> news) {

    public static <T> Topic<T> of(String address, Class<T> news) {
        return new Topic<>(address, news);
    }
}
