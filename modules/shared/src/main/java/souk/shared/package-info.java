/** What at least two modules use. */
package souk.shared;
