/** PostgreSQL: one pool with every limit set, migrations, batches, stored answers of keyed requests. */
package souk.shared.sql;
