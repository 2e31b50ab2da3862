package souk.gateway.forwarding;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Proxies in front of the gateways, whose {@code X-Forwarded-For} is believed. Read from its end, the header names one
 * proxy after the other; the first that is none of ours is the client, whatever it has written before.
 */
public final class Proxies {

    private static final String FORWARDED_FOR = "x-forwarded-for";

    private final List<IpSubnetFilterRule> trusted;

    private Proxies(List<IpSubnetFilterRule> trusted) {
        this.trusted = trusted;
    }

    public static Proxies none() {
        return new Proxies(List.of());
    }

    /**
     * @param networks such as {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a network of one
     * @throws IllegalArgumentException that names what is not a network
     */
    public static Proxies of(List<String> networks) {
        return new Proxies(networks.stream().map(Proxies::rule).toList());
    }

    /** The address of the client as an IP address. */
    public String clientOf(HttpServerRequest request) {
        var peer = request.remoteAddress().hostAddress();
        if (trusted.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        var hops = String.join(",", request.headers().getAll(FORWARDED_FOR)).split(",");
        var client = peer;
        for (var hop = hops.length - 1; hop >= 0; hop--) {
            var named = hops[hop].strip();
            if (NetUtil.createByteArrayFromIpAddressString(named) == null) {
                return client;
            }
            client = named;
            if (!isTrusted(named)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(String address) {
        try {
            var bytes = NetUtil.createByteArrayFromIpAddressString(address);
            var socket = new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
            return trusted.stream().anyMatch(rule -> rule.matches(socket));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static IpSubnetFilterRule rule(String network) {
        var slash = network.indexOf('/');
        var address = slash < 0 ? network : network.substring(0, slash);
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || slash >= 0 && !network.substring(slash + 1).matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(network + " is not a network");
        }
        var bits = bytes.length * 8;
        var prefix = slash < 0 ? bits : Integer.parseInt(network.substring(slash + 1));
        if (prefix > bits) {
            throw new IllegalArgumentException(network + " is not a network");
        }
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    }
}
