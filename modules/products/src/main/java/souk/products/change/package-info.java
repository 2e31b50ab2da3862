/** What the rest of the cluster is told about changes. */
package souk.products.change;
