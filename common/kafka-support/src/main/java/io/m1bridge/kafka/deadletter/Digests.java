package io.m1bridge.kafka.deadletter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;

/** Stands in for bytes that do not fit: enough to find them where they came from. */
final class Digests {

  private Digests() {}

  static void put(Headers headers, String lengthName, String digestName, byte[] bytes) {
    DeadLetter.set(headers, lengthName, Integer.toString(bytes.length));
    DeadLetter.set(headers, digestName, HexFormat.of().formatHex(sha256(bytes)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
