/**
 * The order protocol as an executable specification, and a checker that visits every state it can reach.
 *
 * <p>Read {@code docs/protocol.md} first, then {@link souk.orders.model.State}, then the roles in the order of an
 * order's life: {@link souk.orders.model.AskingForStock}, {@link souk.orders.model.ReservingStock}, {@link
 * souk.orders.model.PlacingOrders}, {@link souk.orders.model.KeepingRefusals}, {@link
 * souk.orders.model.ReadingAgain}, {@link souk.orders.model.SettlingReservations}, {@link
 * souk.orders.model.SweepingHolds}, {@link souk.orders.model.TellingFate}, {@link souk.orders.model.RelayingOutbox}
 * and {@link souk.orders.model.Shopping}. What must hold is in {@link souk.orders.model.AlwaysTrue}, {@link
 * souk.orders.model.TrueAtRest} and {@link souk.orders.model.TrueOfARepeat}; what each rule of the protocol is good
 * for, in {@link souk.orders.model.Mutation}.
 */
package souk.orders.model;
