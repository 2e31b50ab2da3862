package souk.orders.checkout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Violation;

/**
 * Where the client's body names which product, in the client's order. Kept apart from the {@link PlaceOrder}, in which
 * lines of one product are one: how an order was written down is no part of what its Idempotency-Key stands for.
 */
record ProductPlaces(List<Place> places) {

    ProductPlaces {
        places = List.copyOf(places);
    }

    /** @param pointer a JSON pointer into the client's body (RFC 6901) */
    record Place(String pointer, UUID product) {}

    /**
     * The same failure in terms of the client's body: products names the ones that it does not know by their ids,
     * because it sees lines merged and sorted. Any other failure is left as it is.
     */
    Throwable inTheClientsWords(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.problem().code() == ProblemCode.UNKNOWN_PRODUCT
                ? located(refusal.problem()).refusal()
                : failure;
    }

    private Problem located(Problem problem) {
        var unknown = new HashSet<String>();
        problem.toJson(null, null).path("products").forEach(id -> unknown.add(id.asText()));
        var errors = new ArrayList<Violation>();
        for (var place : places) {
            if (unknown.contains(place.product().toString())) {
                errors.add(new Violation(
                        place.pointer(), "product " + place.product() + " does not exist or is not for sale"));
            }
        }
        return errors.isEmpty() ? problem : new Problem(problem.code(), problem.detail(), errors, problem.extra());
    }
}
