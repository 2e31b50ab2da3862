/** What is sold, by whom and at what price: reading, listing and editing products. */
package souk.products.catalog;
