/** Events between services: stored with the change that caused them, published in order, taken into account once. */
package souk.shared.outbox;
