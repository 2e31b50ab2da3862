package souk.auth;

import souk.shared.runtime.ServiceLauncher;

/** Starts the auth service; configured by {@code SOUK_*} in the environment. */
public final class AuthService {

    private AuthService() {}

    public static void main(String[] args) {
        ServiceLauncher.launch(AuthConfig.SERVICE, args, AuthConfig::from, AuthVerticle::new);
    }
}
