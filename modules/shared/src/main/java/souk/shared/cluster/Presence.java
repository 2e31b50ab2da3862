package souk.shared.cluster;

/** What an instance lets the other members know about itself while it starts. */
public interface Presence {

    /** The REST API listens there from now on. */
    void listens(int port);

    /** It answers for this service too, besides its own. */
    void serves(String service);
}
