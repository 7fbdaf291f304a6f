package io.m1bridge.token.connect;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds a connect to the browser that began it, since M1 may not return {@code state}. The cookie
 * holds 256 random bits, the account and the time, encrypted, so every replica can read it; 10
 * minutes; used once. Over https its name begins with {@code __Host-}; browsers refuse that name
 * over plain http, where it is {@code m1bridge-connect}.
 */
public final class FlowCookies {

  static final Duration LIFE = Duration.ofMinutes(10);

  /** Longer than the flow lives, so that a late comer learns that it was too late. */
  private static final Duration KEPT_BY_BROWSER = Duration.ofHours(1);

  private static final String BOUND_TO = "connect-flow";
  private static final String PLAIN = "m1bridge-connect";

  private final Keyset keyset;
  private final boolean secure;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * @param publicUrl whether it is https decides the cookie's name
   */
  public FlowCookies(Keyset keyset, URI publicUrl, Clock clock, SecureRandom random) {
    this.keyset = keyset;
    this.secure = "https".equals(publicUrl.getScheme());
    this.clock = clock;
    this.random = random;
  }

  /** A flow that begins now, in a browser where none is under way. */
  public Flow begin(AccountId account, boolean newIncarnation) {
    return begin(account, newIncarnation, new Found.None());
  }

  /**
   * A flow that begins now.
   *
   * @param before what the browser brought: a flow that is under way ends, since there is one
   *     cookie
   */
  public Flow begin(AccountId account, boolean newIncarnation, Found before) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return new Flow(
        Base64.getUrlEncoder().withoutPadding().encodeToString(bits),
        account,
        clock.instant(),
        newIncarnation,
        before instanceof Found.Valid valid
            ? Optional.of(valid.flow().account())
            : Optional.empty());
  }

  /** The cookie to set. */
  public NewCookie cookie(Flow flow) {
    String clear =
        String.join(
            "|",
            flow.id(),
            flow.account().value(),
            Long.toString(flow.begunAt().toEpochMilli()),
            Boolean.toString(flow.newIncarnation()),
            flow.replaced().map(AccountId::value).orElse(""));
    byte[] cipher = keyset.encrypt(clear.getBytes(StandardCharsets.UTF_8), BOUND_TO);
    return builder(Base64.getUrlEncoder().withoutPadding().encodeToString(cipher))
        .maxAge((int) KEPT_BY_BROWSER.toSeconds())
        .build();
  }

  /** The cookie that ends the flow in the browser. */
  public NewCookie cleared() {
    return builder("").maxAge(0).build();
  }

  /** The name that {@link #read} expects the value of. */
  public String name() {
    return secure ? "__Host-" + PLAIN : PLAIN;
  }

  /** The flow of a cookie's value. */
  public Found read(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return new Found.None();
    }
    try {
      byte[] clear = keyset.decrypt(Base64.getUrlDecoder().decode(value), BOUND_TO);
      String[] parts = new String(clear, StandardCharsets.UTF_8).split("\\|", -1);
      Flow flow =
          new Flow(
              parts[0],
              new AccountId(parts[1]),
              Instant.ofEpochMilli(Long.parseLong(parts[2])),
              Boolean.parseBoolean(parts[3]),
              parts.length < 5 || parts[4].isEmpty()
                  ? Optional.empty()
                  : Optional.of(new AccountId(parts[4])));
      return clock.instant().isBefore(flow.begunAt().plus(LIFE))
          ? new Found.Valid(flow)
          : new Found.Expired();
    } catch (UnreadableSecret | IllegalArgumentException | IndexOutOfBoundsException e) {
      // Forged, cut off, or of a keyset that is gone: no flow of ours either way.
      return new Found.None();
    }
  }

  private NewCookie.Builder builder(String value) {
    return new NewCookie.Builder(name())
        .value(value)
        .path("/")
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.LAX);
  }

  /** What a browser brought. */
  public sealed interface Found {

    record Valid(Flow flow) implements Found {}

    /** Ours, and more than 10 minutes old. */
    record Expired() implements Found {}

    /** No cookie, or none of ours. */
    record None() implements Found {}
  }

  /**
   * One connect.
   *
   * @param id 256 random bits
   * @param newIncarnation a person said that a different M1 account is meant
   * @param replaced the account of a flow that was under way in the same browser and has ended
   */
  public record Flow(
      String id,
      AccountId account,
      Instant begunAt,
      boolean newIncarnation,
      Optional<AccountId> replaced) {
    @Override
    public String toString() {
      return "Flow[account=" + account + "]";
    }
  }
}
