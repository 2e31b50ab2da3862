/** Test support. */
package souk.testing;
