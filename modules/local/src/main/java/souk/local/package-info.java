/** The whole cluster on a laptop. */
package souk.local;
