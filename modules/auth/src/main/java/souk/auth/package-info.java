/** Accounts, log-in, tokens, roles and API keys. */
package souk.auth;
