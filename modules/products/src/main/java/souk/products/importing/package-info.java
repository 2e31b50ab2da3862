/** Files of products: taken in as they come, kept, read and applied line by line, by whichever instance is there. */
package souk.products.importing;
