/** Sends files of products to a running cluster and says what became of them. */
package souk.local.importing;
