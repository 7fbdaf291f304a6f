package io.m1bridge.benchmarks.spring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;

/** Rounds: an access token has just expired, and so many threads want one at once. */
final class Rounds {

  private final ClientRegistration registration;
  private final OAuth2AuthorizedClientService clients;
  private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager;

  Rounds(
      ClientRegistration registration,
      OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshClient) {
    this.registration = registration;
    InMemoryClientRegistrationRepository registrations =
        new InMemoryClientRegistrationRepository(registration);
    this.clients = new InMemoryOAuth2AuthorizedClientService(registrations);
    this.manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
    manager.setAuthorizedClientProvider(
        OAuth2AuthorizedClientProviderBuilder.builder()
            .refreshToken(refresh -> refresh.accessTokenResponseClient(refreshClient))
            .build());
  }

  /**
   * What a round left.
   *
   * @param served callers that got a token
   * @param refreshToken what the manager would refresh with next time; null if it has none
   */
  record Outcome(int served, @Nullable String refreshToken) {}

  Outcome round(int callers, String refreshToken) throws InterruptedException {
    Authentication owner = new TestingAuthenticationToken("owner", "none");
    Instant longAgo = Instant.now().minusSeconds(3600);
    clients.saveAuthorizedClient(
        new OAuth2AuthorizedClient(
            registration,
            owner.getName(),
            new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, "expired", longAgo, longAgo.plusSeconds(60)),
            new OAuth2RefreshToken(refreshToken, longAgo)),
        owner);
    OAuth2AuthorizeRequest request =
        OAuth2AuthorizeRequest.withClientRegistrationId(M1Registration.ID).principal(owner).build();
    int served = all(callers, () -> manager.authorize(request));
    OAuth2AuthorizedClient left = clients.loadAuthorizedClient(M1Registration.ID, owner.getName());
    OAuth2RefreshToken held = left == null ? null : left.getRefreshToken();
    return new Outcome(served, held == null ? null : held.getTokenValue());
  }

  private static int all(int callers, Callable<@Nullable OAuth2AuthorizedClient> call)
      throws InterruptedException {
    CyclicBarrier barrier = new CyclicBarrier(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        tasks.add(
            () -> {
              barrier.await();
              return call.call() != null;
            });
      }
      int served = 0;
      for (Future<Boolean> each : threads.invokeAll(tasks)) {
        served += succeeded(each) ? 1 : 0;
      }
      return served;
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean succeeded(Future<Boolean> call) throws InterruptedException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      // Counted as not served: that is what this round measures.
      System.out.println("not served: " + e.getCause());
      return false;
    }
  }
}
