package souk.orders.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a database table at one instant: immutable, a handful of rows, equal to every table with the same rows
 * whatever the order in which they were written. The hash is computed once, because every state is looked up by it.
 *
 * @param <K> the primary key
 * @param <R> the row; a table that is only a set stores its keys as rows
 */
final class Table<K, R> {

    private static final Table<?, ?> EMPTY = new Table<>(new Object[0], new Object[0]);

    private final Object[] keys;
    private final Object[] rows;
    private final int hash;

    private Table(Object[] keys, Object[] rows) {
        this.keys = keys;
        this.rows = rows;
        int sum = keys.length;
        for (int i = 0; i < keys.length; i++) {
            int mixed = keys[i].hashCode() * 0x9E3779B1 + rows[i].hashCode();
            sum += (mixed ^ (mixed >>> 15)) * 0x85EBCA6B;
        }
        this.hash = sum;
    }

    @SuppressWarnings("unchecked") // an empty table has no row of a wrong type
    static <K, R> Table<K, R> empty() {
        return (Table<K, R>) EMPTY;
    }

    boolean has(K key) {
        return indexOf(key) >= 0;
    }

    /** The row of this key, which must be there. */
    @SuppressWarnings("unchecked") // only with(K, R) writes
    R get(K key) {
        return (R) rows[indexOf(key)];
    }

    Optional<R> find(K key) {
        return has(key) ? Optional.of(get(key)) : Optional.empty();
    }

    /** Inserts or replaces. */
    Table<K, R> with(K key, R row) {
        int index = indexOf(key);
        if (index >= 0 && rows[index].equals(row)) {
            return this;
        }
        int length = keys.length;
        var newKeys = index >= 0 ? keys : Arrays.copyOf(keys, length + 1);
        var newRows = Arrays.copyOf(rows, newKeys.length);
        newKeys[index >= 0 ? index : length] = key;
        newRows[index >= 0 ? index : length] = row;
        return new Table<>(newKeys, newRows);
    }

    /** Deletes, if it is there. */
    Table<K, R> without(K key) {
        int gone = indexOf(key);
        if (gone < 0) {
            return this;
        }
        var newKeys = new ArrayList<>(Arrays.asList(keys));
        var newRows = new ArrayList<>(Arrays.asList(rows));
        newKeys.remove(gone);
        newRows.remove(gone);
        return new Table<>(newKeys.toArray(), newRows.toArray());
    }

    @SuppressWarnings("unchecked") // only with(K, R) writes; nobody can write through the wrapper into the array
    List<K> keys() {
        return (List<K>) Arrays.asList(keys);
    }

    @SuppressWarnings("unchecked") // as above
    List<R> rows() {
        return (List<R>) Arrays.asList(rows);
    }

    private int indexOf(K key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Table<?, ?> that) || that.hash != hash || that.keys.length != keys.length) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            if (!that.holds(keys[i], rows[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Object key, Object row) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return rows[i].equals(row);
            }
        }
        return false;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        var text = new ArrayList<String>();
        for (int i = 0; i < keys.length; i++) {
            text.add(keys[i].equals(rows[i]) ? keys[i].toString() : keys[i] + "=" + rows[i]);
        }
        return text.toString();
    }
}
