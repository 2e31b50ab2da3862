/** What a seller sold: of each order the seller's own lines, and nothing of whom or how much it was in all. */
package souk.orders.sales;
