package souk.products.catalog;

import souk.products.grant.Act;
import souk.products.grant.Rights;
import souk.shared.http.ApiRequest;

/** Somebody who changes a product: what they may do, and what the audit trail is to say of them. */
public record Editor(Rights rights, Act act) {

    public static Editor of(ApiRequest request) {
        return new Editor(Rights.of(request.caller()), Act.of(request));
    }
}
