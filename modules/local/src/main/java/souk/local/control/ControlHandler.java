package souk.local.control;

/** Carries out what the command line asks for; runs on a thread of its own for each connection. */
@FunctionalInterface
public interface ControlHandler {
    /** Returns what is asked for, to be sent as JSON. Fails with LocalFailure, whose message is shown. */
    Object handle(ControlRequest request, Conversation conversation);
}
