/** Asynchronous work that is done again and again. */
package souk.shared.async;
