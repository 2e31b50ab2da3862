/** The one door: routes, balances, limits and protects. */
package souk.gateway;
