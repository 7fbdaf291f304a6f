package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OAuth2Port;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The beans as a service gets them: Quarkus' own Vert.x, its fault tolerance, its configuration.
 */
@QuarkusTest
@QuarkusTestResource(M1ClientProducerTest.Server.class)
class M1ClientProducerTest {

  @Inject M1Port m1;
  @Inject OAuth2Port oauth2;
  @Inject M1ClientConfig config;

  @Test
  void shouldCallM1AtTheAddressOfTheEnvironment() throws Exception {
    var outcome =
        m1.send(new AccountId("a"), new AccessToken("t"), new M1Call.AddTag("x"))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);

    assertThat(outcome).isEqualTo(new M1Outcome.Accepted<>(M1Answers.Done.DONE));
  }

  @Test
  void shouldRefreshAtTheAddressOfTheEnvironment() throws Exception {
    var grant =
        oauth2
            .refresh(new OAuth2Port.Client("id", "secret"), "refresh")
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);

    assertThat(grant).isEqualTo(new OAuth2Port.Grant.Denied("invalid_grant", Optional.empty()));
  }

  @Test
  void shouldHaveTheDocumentedDefaults() {
    assertThat(config.allowInsecure()).isFalse();
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.tokenTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.maxConcurrent()).isEqualTo(64);
    assertThat(config.keepAlive()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.breaker().window()).isEqualTo(20);
    assertThat(config.breaker().failureRatio()).isEqualTo(0.5);
    assertThat(config.breaker().delay()).isEqualTo(Duration.ofSeconds(10));
  }

  /** Started by name by the test framework. */
  public static final class Server implements QuarkusTestResourceLifecycleManager {

    private RawServer server;

    @Override
    public Map<String, String> start() {
      server =
          new RawServer(
              (request, socket) ->
                  RawServer.reply(
                      socket,
                      200,
                      request.target().contains("access_token")
                          ? "{\"error\":\"invalid_grant\"}"
                          : "{\"success\":true,\"data\":\"success\"}"));
      return Map.of("M1_API_URL", server.uri() + "/v2", "M1_AUTH_URL", server.uri().toString());
    }

    @Override
    public void stop() {
      server.close();
    }
  }
}
