package souk.orders.model;

/** Something that must hold in a state; its name is what a red model prints. */
interface Rule {

    String name();

    boolean holds(State now);
}
