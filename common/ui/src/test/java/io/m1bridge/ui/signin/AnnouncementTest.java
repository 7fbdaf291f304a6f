package io.m1bridge.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.HttpServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

  @Test
  void shouldPrintLinkWithGeneratedTokenOnce() {
    var signIn =
        new TokenUiSignIn(config(null), new ServerAt("http://127.0.0.1:8082"), Clock.systemUTC());

    assertThat(signIn.announcement())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .matches("Sign in at http://127\\.0\\.0\\.1:8082/\\?token=[A-Za-z0-9_-]{43}"));
    assertThat(signIn.announcement()).isEmpty();
  }

  @Test
  void shouldNotPrintTokenThatWasGiven() {
    var signIn =
        new TokenUiSignIn(
            config("0123456789abcdef0123456789abcdef"),
            new ServerAt("http://127.0.0.1:8082"),
            Clock.systemUTC());

    assertThat(signIn.announcement()).isEmpty();
  }

  private static SignInConfig config(String token) {
    return new SignInConfig() {
      @Override
      public Optional<String> token() {
        return Optional.ofNullable(token);
      }

      @Override
      public List<String> protectedPaths() {
        return List.of("/");
      }

      @Override
      public Duration sessionLife() {
        return Duration.ofHours(12);
      }

      @Override
      public boolean allowInsecure() {
        return false;
      }
    };
  }

  private record ServerAt(String base) implements HttpServer {
    @Override
    public int getPort() {
      return getLocalBaseUri().getPort();
    }

    @Override
    public int getSecurePort() {
      return -1;
    }

    @Override
    public int getManagementPort() {
      return -1;
    }

    @Override
    public URI getLocalBaseUri() {
      return URI.create(base);
    }
  }
}
