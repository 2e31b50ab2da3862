/** Looks into the databases of orders and products, with SQL of its own, for what must not be. See docs/checking.md. */
package souk.local.check;
