package souk.gateway.discovery;

import java.util.List;
import souk.shared.cluster.Member;

/** Who is there to be asked; in production the cluster's own directory. */
@FunctionalInterface
public interface Roster {

    /** The instances of a service that take requests. */
    List<Member> ready(String service);
}
