package souk.products.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import souk.products.grant.Act;
import souk.products.grant.Rights;
import souk.shared.http.ExpectedVersion;
import souk.shared.sql.Database;

/** Somebody who may change all products and sets their stock, at one instance of the service. */
public final class StockEditor {

    private final Editing editing;
    private final Editor editor;

    public StockEditor(Database database, UUID account) {
        editing = new Editing(new ReadingRepository(database), new ChangingRepository(database));
        editor = new Editor(
                new Rights(account, true, true, true, false), new Act(account, "editor", null, "here", "request"));
    }

    public Future<Void> set(UUID product, long stock) {
        var patch = new ProductPatch(JsonNodeFactory.instance.objectNode().put("stock", stock));
        var whatever = new ExpectedVersion(List.of(), true, true);
        return editing.patch(product, patch, Optional.of(whatever), editor).mapEmpty();
    }
}
