/** Measures the catalogue with very many products in it. */
package souk.local.bench.catalogue;
