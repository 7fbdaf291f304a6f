package io.m1bridge.token.outage;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.OAuth2Port;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A token endpoint of any refresh family, which during an outage answers as told. */
final class TroubledM1 implements OAuth2Port {

  /** What becomes of a refresh token that was used. */
  enum Family {
    STRICT,
    REUSE_DETECTION,
    GRACE_PERIOD,
    UNTIL_SUCCESSOR_USED,
    SAME_ANSWER
  }

  /** What a POST meets during an outage. */
  enum Trouble {
    PAGE,
    PAGE_AFTER_EFFECT,
    NO_CONNECTION,
    LOST,
    LOST_AFTER_EFFECT,
    TIME_OUT,
    TIME_OUT_AFTER_EFFECT;

    boolean hasEffect() {
      return name().endsWith("AFTER_EFFECT");
    }
  }

  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration TIME_OUT = Duration.ofSeconds(90);

  private final Clock clock;
  private final Family family;
  private final Trouble trouble;
  private final Instant begin;
  private final Instant end;
  private final int spuriousRefusals;
  private final boolean answersRefreshToken;
  private final List<Post> open = new ArrayList<>();
  private final Map<String, Instant> used = new HashMap<>();
  private final Map<String, Grant.Granted> answers = new HashMap<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private final Set<String> deadGrants = new HashSet<>();

  /** When each POST was made. */
  final List<Instant> posts = new ArrayList<>();

  int mostAtOnce;
  private int issued;

  private record Post(Instant answeredAt, Grant answer, CompletableFuture<Grant> waiting) {}

  TroubledM1(
      Clock clock,
      Family family,
      Trouble trouble,
      Instant begin,
      Instant end,
      int spuriousRefusals,
      boolean answersRefreshToken) {
    this.clock = clock;
    this.family = family;
    this.trouble = trouble;
    this.begin = begin;
    this.end = end;
    this.spuriousRefusals = spuriousRefusals;
    this.answersRefreshToken = answersRefreshToken;
  }

  @Override
  public CompletionStage<Grant> refresh(Client client, String refreshToken) {
    Instant now = clock.instant();
    posts.add(now);
    CompletableFuture<Grant> waiting = new CompletableFuture<>();
    boolean troubled = !now.isBefore(begin) && now.isBefore(end);
    Grant answer =
        !troubled || trouble.hasEffect() ? take(refreshToken, now) : new Grant.Unknown("none");
    open.add(
        troubled
            ? new Post(now.plus(delay()), spoiled(), waiting)
            : new Post(now, answer, waiting));
    mostAtOnce = Math.max(mostAtOnce, open.size());
    return waiting;
  }

  /** Gives the answers whose time has come. */
  void answer() {
    List<Post> due =
        open.stream().filter(post -> !post.answeredAt().isAfter(clock.instant())).toList();
    open.removeAll(due);
    due.forEach(post -> post.waiting().complete(post.answer()));
  }

  private Duration delay() {
    return trouble == Trouble.TIME_OUT || trouble == Trouble.TIME_OUT_AFTER_EFFECT
        ? TIME_OUT
        : Duration.ZERO;
  }

  private Grant spoiled() {
    return switch (trouble) {
      case PAGE, PAGE_AFTER_EFFECT -> new Grant.Unavailable("HTTP 503", Optional.empty());
      case NO_CONNECTION -> new Grant.NotSent("no connection");
      case LOST, LOST_AFTER_EFFECT -> new Grant.Unknown("connection lost");
      case TIME_OUT, TIME_OUT_AFTER_EFFECT -> new Grant.Unknown("time-out");
    };
  }

  private Grant take(String refreshToken, Instant now) {
    String grant = refreshToken.substring(0, refreshToken.indexOf('/'));
    Instant usedAt = used.get(refreshToken);
    if (usedAt != null && family == Family.REUSE_DETECTION) {
      deadGrants.add(grant);
    }
    if (deadGrants.contains(grant) || (usedAt != null && !forgives(refreshToken, usedAt, now))) {
      return new Grant.Denied("invalid_grant", Optional.empty());
    }
    if (refusals.merge(refreshToken, 1, Integer::sum) <= spuriousRefusals) {
      return new Grant.Denied("invalid_grant", Optional.empty());
    }
    if (family == Family.SAME_ANSWER && answers.containsKey(refreshToken)) {
      return answers.get(refreshToken);
    }
    issued++;
    Grant.Granted answer =
        new Grant.Granted(
            new AccessToken("access-" + issued),
            answersRefreshToken ? grant + "/" + issued : refreshToken,
            now.plus(Duration.ofHours(24)));
    if (answersRefreshToken) {
      used.putIfAbsent(refreshToken, now);
      answers.put(refreshToken, answer);
    }
    return answer;
  }

  private boolean forgives(String refreshToken, Instant usedAt, Instant now) {
    Grant.Granted successor = answers.get(refreshToken);
    return switch (family) {
      case STRICT, REUSE_DETECTION -> false;
      case GRACE_PERIOD -> now.isBefore(usedAt.plus(GRACE));
      case UNTIL_SUCCESSOR_USED, SAME_ANSWER ->
          successor != null && !used.containsKey(successor.refreshToken());
    };
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
