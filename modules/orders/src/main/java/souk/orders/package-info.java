/** Checkout, orders and payment. */
package souk.orders;
