package io.m1bridge.contactsync.change;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8 without replacement characters: GBK bytes and overlong forms are no text. */
public final class Utf8 {

  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /** The text, or null if the bytes are not UTF-8. */
  public static @Nullable String strict(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // The JDK's fast way puts the replacement character where bytes are wrong; one may also be
    // meant.
    return text.indexOf(REPLACEMENT) < 0 || isValid(bytes) ? text : null;
  }

  private static boolean isValid(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
