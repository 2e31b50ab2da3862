package souk.shared.cluster;

/** What an instance lets the other members know about itself while it starts. */
public interface Presence {

    /** For an instance that nobody looks for. */
    Presence HIDDEN = new Presence() {
        @Override
        public void listens(int port) {
            // nobody is told
        }

        @Override
        public void serves(String service) {
            // nobody is told
        }
    };

    /** The REST API listens there from now on. */
    void listens(int port);

    /** It answers for this service too, besides its own. */
    void serves(String service);
}
