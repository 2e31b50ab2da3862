/** Under which headings products are found: a tree of categories, reading and editing it, and what others know of it. */
package souk.products.category;
