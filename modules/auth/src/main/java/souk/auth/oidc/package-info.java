/**
 * Log-in at, and tokens of, foreign identity providers (OpenID Connect). An account is bound to an issuer and a subject
 * there, never to an e-mail address.
 */
package souk.auth.oidc;
