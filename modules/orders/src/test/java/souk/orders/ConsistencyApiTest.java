package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class ConsistencyApiTest {

    private static final String PATH = "/api/v1/admin/consistency";

    @Test
    void tellsAuditorsWhatWasComparedAndNobodyElse() {
        try (var orders = new RunningOrders()) {
            var auditor = orders.account(Role.AUDITOR);

            var told = orders.get(PATH, auditor);

            assertThat(told.statusCode()).isEqualTo(200);
            assertThat(told.bodyAsJsonObject().getString("state")).isEqualTo("done");
            assertThat(told.bodyAsJsonObject().getBoolean("consistent")).isTrue();
            assertThat(told.bodyAsJsonObject().getInteger("checkedProducts")).isEqualTo(3);
            assertThat(orders.get(PATH + "?days=0", auditor).statusCode()).isEqualTo(400);
            assertThat(orders.get(PATH, orders.account(Role.ORDER_MANAGER)).statusCode())
                    .isEqualTo(403);
            assertThat(orders.get(PATH, null).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void tellsThatItIsStillComparingWhileSuspectsAreToBeLookedAtAgain() {
        try (var orders = new RunningOrders()) {
            var ann = orders.account(Role.CUSTOMER);
            orders.place(ann, RunningOrders.order(1));

            var told = orders.get(PATH, orders.account(Role.AUDITOR)).bodyAsJsonObject();

            assertThat(told.getString("state")).isEqualTo("running");
            assertThat(told.getValue("consistent")).isNull();
            assertThat(told.getInteger("suspects")).isEqualTo(1);
        }
    }
}
