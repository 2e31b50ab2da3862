/** Files of products, piece by piece: what a piece says of which product, in our words. Knows neither database nor HTTP. */
package souk.products.importing.reading;
