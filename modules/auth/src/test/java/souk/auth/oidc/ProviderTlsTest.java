package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.problem.Trouble;

class ProviderTlsTest {

    @Test
    void trustsNoCertificateThatNobodyVouchesFor(@TempDir Path directory) throws Exception {
        var store = directory.resolve("self-signed.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "idp",
                        "-keyalg",
                        "RSA",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1")
                .inheritIO()
                .start();
        assertThat(made.waitFor(30, TimeUnit.SECONDS) && made.exitValue() == 0).isTrue();
        var vertx = Vertx.vertx();
        var asked = new AtomicBoolean();
        var certificate = new PfxOptions().setPath(store.toString()).setPassword("changeit");
        var server = await(
                vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate))
                        .requestHandler(request -> {
                            asked.set(true);
                            request.response().end("{}");
                        })
                        .listen(0, "127.0.0.1"));

        var answer = new IdpHttp(vertx).get("https://127.0.0.1:" + server.actualPort() + "/");

        assertThat(await(answer.transform(Future::succeededFuture)).cause()).isInstanceOf(Trouble.class);
        assertThat(asked).isFalse();
        await(vertx.close());
    }
}
