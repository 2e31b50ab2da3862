/** Who may see and change a single product: the one rule in SQL, visibility, and grants to others. */
package souk.products.grant;
