/** Finding products: an index in each node, fed from the database, and the rows that a search leads to. */
package souk.products.search;
