package io.m1bridge.token.caller;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that callers' JWTs are signed with, in memory. They are read again every few minutes, so
 * that a key that was taken away stops working, and soon when a JWT names a key that is not here
 * yet, but not again and again for one that never comes. While they cannot be read, those that are
 * here go on working. Reading is never done on the thread of a request.
 *
 * <p>Why: {@code docs/rationale.md#the-keys-of-callers-are-fetched-by-ourselves}.
 */
final class CallerKeys implements VerificationKeyResolver {

  /** JWTs with made-up key ids cause one reading in so long, no more. */
  static final Duration AT_MOST_EVERY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(CallerKeys.class);

  private final KeySource source;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private volatile List<JsonWebKey> keys = List.of();
  private boolean reading;
  private boolean asked;
  private long askedAt;
  private boolean failing;

  /**
   * @param nanoTime the monotonic clock, ns
   */
  CallerKeys(KeySource source, Executor executor, LongSupplier nanoTime) {
    this.source = source;
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  /** Reads the keys; those that stood before stay if that fails, in whatever way. */
  void refresh() {
    try {
      List<JsonWebKey> fresh = source.read();
      if (keys.size() != fresh.size() || failing) {
        LogLine.info(LOG)
            .with(LogKey.COUNT, fresh.size())
            .say("Keys to verify callers with are read");
      }
      keys = List.copyOf(fresh);
      failing = false;
    } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
      // Also what parsers of foreign text throw: let out, it would end the timer in silence.
      if (!failing) {
        LogLine.warn(LOG)
            .with(LogKey.SETTING, "mp.jwt.verify.publickey.location")
            .with(
                LogKey.REASON,
                e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
            .say(
                keys.isEmpty()
                    ? "The keys of callers cannot be read, so every call is refused"
                    : "The keys of callers cannot be read, so those known go on working");
      }
      failing = true;
    } finally {
      synchronized (this) {
        reading = false;
      }
    }
  }

  @Override
  public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting)
      throws UnknownKey, KeysLoading {
    String id = jws.getKeyIdHeaderValue();
    List<JsonWebKey> known = keys;
    for (JsonWebKey key : known) {
      if (fits(key, id, known.size())) {
        return key.getKey();
      }
    }
    if (readSoon()) {
      throw new KeysLoading();
    }
    throw new UnknownKey();
  }

  /** Without an id on either side there is no choice, if there is one key only. */
  private static boolean fits(JsonWebKey key, @Nullable String id, int of) {
    return id != null && key.getKeyId() != null ? id.equals(key.getKeyId()) : of == 1;
  }

  /** Whether they are being read now, or soon. */
  private synchronized boolean readSoon() {
    long now = nanoTime.getAsLong();
    if (reading) {
      return true;
    }
    if (asked && now - askedAt < AT_MOST_EVERY.toNanos()) {
      return false;
    }
    asked = true;
    askedAt = now;
    reading = true;
    executor.execute(this::refresh);
    return true;
  }
}
