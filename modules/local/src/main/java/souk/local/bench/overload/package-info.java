/** What happens to orders when five times as many come as can be placed. */
package souk.local.bench.overload;
