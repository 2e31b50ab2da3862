/** The stock of a product on hand: its level, what changes it by hand, and every movement that it ever made. */
package souk.products.inventory;
