package io.m1bridge.contactsync.contact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Stands for a value that was written to M1: sixteen characters, however long the value. Whether a
 * wanted value is the acknowledged one can be told by it, and nothing else is ever asked; so a
 * contact's values are stored once, as wanted. 96 bits of SHA-256.
 *
 * <p>Why: {@code docs/rationale.md#what-m1-acknowledged-is-stored-as-fingerprints}.
 */
public final class Fingerprint {

  private static final int BYTES = 12;

  /** Of a field that was cleared. */
  public static final String CLEARED = "";

  /**
   * In place of the print of a value that a call carries, once the CRM has changed a shared field
   * again: equals none, so that the field is written again whatever M1 answers.
   */
  static final String SUPERSEDED = "?";

  private Fingerprint() {}

  /** The fingerprint of a value; an empty text is its own. */
  public static String of(String value) {
    if (value.isEmpty()) {
      return CLEARED;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Fingerprints of all values, by name. */
  static Map<String, String> of(Map<String, String> values) {
    Map<String, String> prints = new HashMap<>();
    values.forEach((name, value) -> prints.put(name, of(value)));
    return prints;
  }
}
