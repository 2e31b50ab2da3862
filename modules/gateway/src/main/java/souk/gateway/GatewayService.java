package souk.gateway;

import souk.shared.runtime.ServiceLauncher;

/** Starts a gateway. */
public final class GatewayService {

    private GatewayService() {}

    public static void main(String[] args) {
        ServiceLauncher.launch("gateway", args, GatewayConfig::from, GatewayVerticle::new);
    }
}
