package souk.shared.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoiningTest {

    @Test
    void aNewcomerIsKnownToAllAndKnowsAllAtOnce(@TempDir Path directory) {
        try (var cluster = new TestCluster(directory, 2)) {
            var orders = cluster.start("orders");
            orders.cluster().announce(NodeState.READY);
            var products = cluster.start("products");
            products.cluster().serves("categories");
            products.cluster().listens(4711);
            products.cluster().announce(NodeState.READY);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !products.directory().ready("orders").isEmpty());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !orders.directory().ready("products").isEmpty());
            assertThat(orders.directory().ready("products"))
                    .singleElement()
                    .isEqualTo(new Member(products.id(), "products", "products-1", "127.0.0.1", 4711, 0)
                            .serving("categories"));
            assertThat(orders.directory().ready("categories"))
                    .isEqualTo(orders.directory().ready("products"));
        }
    }
}
