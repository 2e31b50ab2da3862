package souk.orders.model;

/** What holds after a client, alone and with nothing broken, has repeated a request with its key. */
enum TrueOfARepeat implements Rule {

    /** It hears a decision, not "repeat": no crash leaves a key that is stuck. */
    A_REPEAT_IS_DECIDED {
        @Override
        public boolean holds(State now) {
            return now.attempts().rows().stream().allMatch(Attempt::decided);
        }
    }
}
