/** Measures orders, from the request to the event that was published, in turn with hand-written SQL. */
package souk.local.bench.orders;
