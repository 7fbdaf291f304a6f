package io.m1bridge.token.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.OAuth2Port;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** M1's token endpoint: answers when told, and knows which refresh tokens are spent. */
final class ScriptedM1 implements OAuth2Port {

  private final Clock clock;
  private final boolean forgiving;
  private final Deque<Post> open = new ArrayDeque<>();
  private final Set<String> spent = new HashSet<>();
  private int issued;

  private record Post(String refreshToken, CompletableFuture<Grant> answer) {}

  /**
   * @param forgiving whether a repeat after an unknown outcome is in order: by policy replay-once
   */
  ScriptedM1(Clock clock, boolean forgiving) {
    this.clock = clock;
    this.forgiving = forgiving;
  }

  /** Tokens that nobody had before. */
  Grant.Granted fresh() {
    issued++;
    return new Grant.Granted(
        new AccessToken("access-" + issued),
        "refresh-" + issued,
        clock.instant().plus(Duration.ofHours(24)));
  }

  /** Answers the oldest POST, if there is one. */
  void answer(int how) {
    Post post = open.poll();
    if (post == null) {
      return;
    }
    Grant end =
        switch (how % 6) {
          case 0, 1 -> fresh();
          case 2 -> new Grant.Unknown("time-out");
          case 3 -> new Grant.Denied("invalid_grant", Optional.empty());
          case 4 -> new Grant.Unavailable("HTTP 503", Optional.empty());
          default -> new Grant.NotSent("refused");
        };
    if (end instanceof Grant.Granted || end instanceof Grant.Unknown) {
      spent.add(post.refreshToken());
    }
    post.answer().complete(end);
  }

  @Override
  public CompletionStage<Grant> refresh(Client client, String refreshToken) {
    if (!forgiving) {
      assertThat(spent).as("a spent token is never sent again").doesNotContain(refreshToken);
      assertThat(open)
          .as("one POST per generation at a time")
          .noneMatch(post -> post.refreshToken().equals(refreshToken));
    }
    CompletableFuture<Grant> answer = new CompletableFuture<>();
    open.add(new Post(refreshToken, answer));
    return answer;
  }

  @Override
  public URI authorizeUri(String clientId, URI redirectUri, String state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Grant> exchange(Client client, String code, URI redirectUri) {
    throw new UnsupportedOperationException();
  }
}
