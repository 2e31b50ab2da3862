package souk.products.importing.reading;

/**
 * Where in a JSON document a place is: everything that must be known to go on between two bytes outside of a product.
 *
 * @param open brackets that are not closed, from the outermost on
 * @param name of the member that is read or was read last
 * @param inName whether inside a text it may be the name of a member
 * @param inText inside a text
 * @param escaped behind a backslash in it
 * @param products how many of the open brackets lead to the array of products; -1 outside of one
 * @param passing how many of the open brackets lead to something that is passed over; -1 outside of one
 * @param candidate behind the bracket of an array that is one of products if an object comes first
 * @param found whether there has been an array of products
 */
public record Outline(
        String open,
        String name,
        boolean inName,
        boolean inText,
        boolean escaped,
        int products,
        int passing,
        boolean candidate,
        boolean found) {

    static final Outline BEGINNING = new Outline("", "", false, false, false, -1, -1, false, false);
}
