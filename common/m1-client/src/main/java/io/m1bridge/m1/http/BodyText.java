package io.m1bridge.m1.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of an answer. It is in UTF-8, says M1's page; gateways in China also write GBK, and say
 * so in the content type.
 */
final class BodyText {

  private static final Pattern CHARSET =
      Pattern.compile(
          "charset\\s*=\\s*[\"']?([A-Za-z0-9][A-Za-z0-9_-]*)", Pattern.CASE_INSENSITIVE);

  private BodyText() {}

  /**
   * @param contentType the header as it stands, if there is one
   */
  static String decode(byte[] body, @Nullable String contentType) {
    String text = new String(body, charset(contentType == null ? "" : contentType));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Charset charset(String contentType) {
    Matcher matcher = CHARSET.matcher(contentType);
    return matcher.find() && Charset.isSupported(matcher.group(1))
        ? Charset.forName(matcher.group(1))
        : StandardCharsets.UTF_8;
  }
}
