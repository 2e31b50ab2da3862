/** What the products service tells those who compare it with others, and with itself. */
package souk.products.audit;
