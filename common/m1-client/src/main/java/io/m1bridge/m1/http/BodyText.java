package io.m1bridge.m1.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of an answer. It is in UTF-8, says M1's page; gateways in China also write GBK, and say
 * so in the content type. Others name a charset that is none of the text's: what is UTF-8 is read
 * so, whatever it is called. Some compress for those who did not ask for it.
 */
final class BodyText {

  private static final Pattern CHARSET =
      Pattern.compile(
          "charset\\s*=\\s*[\"']?([A-Za-z0-9][A-Za-z0-9_-]*)", Pattern.CASE_INSENSITIVE);

  private BodyText() {}

  /**
   * @param encoding the header {@code Content-Encoding} as it stands, if there is one
   * @param longest in bytes: what is larger once unpacked may be meant to fill the memory
   * @return the same bytes where they are not what it says; null if it is longer
   */
  static byte @Nullable [] unpacked(byte[] body, @Nullable String encoding, int longest) {
    if (encoding == null || !encoding.toLowerCase(Locale.ROOT).contains("gzip")) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] whole = in.readNBytes(longest);
      return in.read() < 0 ? whole : null;
    } catch (IOException e) {
      return body;
    }
  }

  /**
   * @param contentType the header as it stands, if there is one
   */
  static String decode(byte[] body, @Nullable String contentType) {
    String text = utf8(body).orElseGet(() -> new String(body, charset(contentType)));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Empty where it is none; with zeros it is UTF-16 or UTF-32, which may look like it. */
  private static Optional<String> utf8(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Charset charset(@Nullable String contentType) {
    Matcher matcher = CHARSET.matcher(contentType == null ? "" : contentType);
    return matcher.find() && Charset.isSupported(matcher.group(1))
        ? Charset.forName(matcher.group(1))
        : StandardCharsets.UTF_8;
  }
}
