package io.m1bridge.contracts;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * A hash over event ids that does not depend on their order: the sum, modulo 2^256, of SHA-256 over
 * each id in UTF-8, read as an unsigned big-endian number. One id more is one addition, so it can
 * be kept up with every event, and sums of parts add up to that of the whole.
 *
 * <p>An id that stands twice counts twice, which XOR would hide. Ids that are lost or made up leave
 * the sum as it was with a chance of 2^-256. It guards against faults, not against somebody who may
 * choose ids: such a person could find sets with equal sums.
 *
 * <p>Why: {@code docs/rationale.md#ids-are-summed-up-not-listed}.
 *
 * @param sum from 0 to 2^256 - 1
 */
public record IdSetHash(BigInteger sum) {

  private static final int BITS = 256;
  private static final int HEX_DIGITS = BITS / 4;
  private static final BigInteger MASK = BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE);

  /** Of no ids. */
  public static final IdSetHash NONE = new IdSetHash(BigInteger.ZERO);

  public IdSetHash {
    sum = sum.and(MASK);
  }

  /**
   * Reads what {@link #toHex} wrote.
   *
   * @throws NumberFormatException if it is not hexadecimal
   */
  public static IdSetHash parse(String hex) {
    return new IdSetHash(new BigInteger(hex, 16));
  }

  /** With one more id. */
  public IdSetHash plus(String id) {
    return new IdSetHash(sum.add(new BigInteger(1, sha256(id))));
  }

  /** With all ids of another part. */
  public IdSetHash plus(IdSetHash other) {
    return new IdSetHash(sum.add(other.sum));
  }

  /** 64 hex digits in lower case. */
  public String toHex() {
    String digits = sum.toString(16).toLowerCase(Locale.ROOT);
    return "0".repeat(HEX_DIGITS - digits.length()) + digits;
  }

  private static byte[] sha256(String id) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
