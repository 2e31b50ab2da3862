/** Compares the orders with what the products service has reserved for them. */
package souk.orders.consistency;
