package io.m1bridge.token.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.api.Owners.Incoming;
import io.m1bridge.token.log.Elsewhere;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request goes that another replica has to do: it carries the caller's JWT. */
class OwnersTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final List<String> atOwner = new CopyOnWriteArrayList<>();
  private final List<String> atStranger = new CopyOnWriteArrayList<>();
  private HttpServer owner;
  private HttpServer stranger;

  @BeforeEach
  void start() throws Exception {
    owner = server(atOwner);
    stranger = server(atStranger);
  }

  @AfterEach
  void stop() {
    owner.stop(0);
    stranger.stop(0);
  }

  /** Whatever the client wrote as a path: the route that it led to is what counts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/accounts/demo/token",
        "//STRANGER/v1/accounts/demo/token",
        "//STRANGER/../v1/accounts/demo/token",
        "/v1//accounts/./demo/%2e%2e/token"
      })
  void shouldSendARequestToTheOwnerOnly(String path) throws Exception {
    String raw = path.replace("STRANGER", host(stranger));
    Owners owners =
        new Owners(
            Elsewhere.owned(DEMO, URI.create("http://" + host(owner))),
            new ReplicaClient(),
            new ObjectMapper());
    UriInfo uri =
        stub(
            UriInfo.class,
            Map.of(
                "getRequestUri",
                URI.create("http://replica" + raw + "?minValiditySeconds=7&x=%2F%20")));
    ResourceInfo route =
        stub(
            ResourceInfo.class,
            Map.of(
                "getResourceClass",
                TokenResource.class,
                "getResourceMethod",
                Stream.of(TokenResource.class.getMethods())
                    .filter(m -> m.getName().equals("token"))
                    .findAny()
                    .orElseThrow()));
    HttpHeaders headers = stub(HttpHeaders.class, Map.of());

    Response answer =
        owners.at(
            DEMO, new Incoming("POST", route, uri, headers, null), () -> Response.ok().build());

    assertThat(atStranger).isEmpty();
    assertThat(answer.getStatus()).isEqualTo(204);
    assertThat(atOwner)
        .containsExactly("POST /v1/accounts/demo/token?minValiditySeconds=7&x=%2F%20 [1]");
  }

  private static HttpServer server(List<String> taken) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          taken.add(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().get(ReplicaClient.FORWARDED)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String host(HttpServer server) {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers these methods, and null to all others. */
  private static <T> T stub(Class<T> type, Map<String, ?> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }
}
