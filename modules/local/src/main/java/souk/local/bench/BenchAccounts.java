package souk.local.bench;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import souk.local.client.Shop;
import souk.local.client.Visitor;
import souk.local.data.LocalFailure;

/** Accounts of made-up people, which can be kept and used again. */
public record BenchAccounts(@JsonAlias("sellers") List<BenchAccount> accounts) {
    public BenchAccounts {
        accounts = List.copyOf(accounts);
    }

    public record BenchAccount(UUID id, String username, String password) {}

    private record Profile(UUID id) {}

    public List<UUID> ids() {
        return accounts.stream().map(BenchAccount::id).toList();
    }

    /**
     * New ones.
     *
     * @param role {@code customer} or {@code seller}
     */
    public static BenchAccounts register(String url, String role, int count) {
        var run = role + "-" + UUID.randomUUID().toString().substring(0, 8);
        try (var shop = new Shop(url)) {
            return new BenchAccounts(IntStream.rangeClosed(1, count)
                    .mapToObj(number -> register(shop, run + "-" + number, role))
                    .toList());
        }
    }

    private static BenchAccount register(Shop shop, String name, String role) {
        var visitor = shop.register(name, role);
        var id = shop.call(visitor, "GET", "/api/v1/profile", null)
                .as(Profile.class)
                .id();
        return new BenchAccount(id, visitor.username(), visitor.password());
    }

    /** Fresh tokens, good for ten minutes. */
    public List<Visitor> logIn(String url) {
        try (var shop = new Shop(url)) {
            return accounts.stream()
                    .map(account -> shop.logIn(account.username(), account.password()))
                    .toList();
        }
    }

    public boolean work(String url) {
        try {
            return logIn(url).size() == accounts.size();
        } catch (LocalFailure unusable) {
            return false;
        }
    }
}
