package io.m1bridge.simulator.fault;

import io.m1bridge.simulator.protocol.M1Code;
import java.time.Duration;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fault to come.
 *
 * @param path path below the API base or the OAuth2 root, with {@code *} for anything
 * @param kind what goes wrong
 * @param account only calls of this account; null: any call
 * @param times how often; null: until it is deleted
 * @param probability chance per matching call; null: always
 * @param delayMs wait before the effect, ms
 * @param delayAfterMs wait between effect and answer, ms
 * @param status HTTP status of {@code status} and {@code status-after}; default 503
 * @param code code of {@code refuse}; default E10001
 * @param contains only calls with this text in a parameter; null: any call
 * @param lasts for how long after it was planned, by M1's clock; null: until it is deleted
 */
public record FaultSpec(
    String path,
    FaultKind kind,
    @Nullable String account,
    @Nullable Integer times,
    @Nullable Double probability,
    @Nullable Long delayMs,
    @Nullable Long delayAfterMs,
    @Nullable Integer status,
    @Nullable M1Code code,
    @Nullable String contains,
    @Nullable Duration lasts) {

  /** Checks. */
  public FaultSpec(
      @Nullable String path,
      @Nullable FaultKind kind,
      @Nullable String account,
      @Nullable Integer times,
      @Nullable Double probability,
      @Nullable Long delayMs,
      @Nullable Long delayAfterMs,
      @Nullable Integer status,
      @Nullable M1Code code,
      @Nullable String contains,
      @Nullable Duration lasts) {
    if (path == null || kind == null) {
      throw new IllegalArgumentException("a fault needs path and kind");
    }
    if (times != null && times < 1) {
      throw new IllegalArgumentException("times must be at least 1");
    }
    if (probability != null && !(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability runs from 0 to 1");
    }
    if ((delayMs != null && delayMs < 0) || (delayAfterMs != null && delayAfterMs < 0)) {
      throw new IllegalArgumentException("delayMs and delayAfterMs must not be negative");
    }
    if (lasts != null && lasts.isNegative()) {
      throw new IllegalArgumentException("lasts must not be negative");
    }
    if (status != null && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status must be from 200 to 599");
    }
    this.path = path;
    this.kind = kind;
    this.account = account;
    this.times = times;
    this.probability = probability;
    this.delayMs = delayMs;
    this.delayAfterMs = delayAfterMs;
    this.status = status;
    this.code = code;
    this.contains = contains;
    this.lasts = lasts;
  }

  boolean matches(String askedPath, @Nullable String askedAccount, Collection<String> values) {
    String expression = Pattern.quote(path).replace("*", "\\E.*\\Q");
    return Pattern.matches(expression, askedPath)
        && (account == null || account.equals(askedAccount))
        && (contains == null || values.stream().anyMatch(value -> value.contains(contains)));
  }

  /** HTTP status to answer. */
  public int statusOrDefault() {
    return status == null ? 503 : status;
  }

  /** M1 code to answer. */
  public M1Code codeOrDefault() {
    return code == null ? M1Code.E10001 : code;
  }

  /** Wait before the effect, ms. */
  public long waitBefore() {
    return delayMs == null ? 0 : delayMs;
  }

  /** Wait after the effect, ms. */
  public long waitAfter() {
    return delayAfterMs == null ? 0 : delayAfterMs;
  }
}
