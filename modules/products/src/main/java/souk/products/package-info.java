/** Catalogue, search and stock. */
package souk.products;
