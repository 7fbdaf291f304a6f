package io.m1bridge.token.secret;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The number of a key in a keyset, as Tink shows it: unsigned. Tells nothing about the key. */
public record KeyId(int value) implements Comparable<KeyId> {

  static final byte TINK_PREFIX = 1;
  static final int PREFIX_BYTES = 5;

  /** The key that made a ciphertext; empty if it does not begin as Tink's do. */
  static Optional<KeyId> of(byte[] cipher) {
    return cipher.length > PREFIX_BYTES && cipher[0] == TINK_PREFIX
        ? Optional.of(new KeyId(ByteBuffer.wrap(cipher, 1, Integer.BYTES).getInt()))
        : Optional.empty();
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws NumberFormatException if it is none
   */
  public static KeyId parse(String text) {
    return new KeyId(Integer.parseUnsignedInt(text));
  }

  @Override
  public int compareTo(KeyId other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
