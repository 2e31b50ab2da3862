/** Answers that the gateway remembers, for a very short time, so that what is read a lot is read from memory. */
package souk.gateway.caching;
