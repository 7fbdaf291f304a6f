package io.m1bridge.m1.http;

import io.m1bridge.m1.M1Code;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer that is no JSON: a line of text, a page of HTML, JSON that is cut off. M1's own words
 * may be in it, a gateway's as well; so only a code that M1's page lists counts, and its sentence
 * for E10001, which any server may write above any page, does not.
 */
final class PlainText {

  private static final Pattern NOT_SHOWN =
      Pattern.compile("(?is)<(style|script)\\b.*?(?:</\\1\\s*+>|\\z)|<!--.*?(?:-->|\\z)|<[^<>]*+>");
  private static final Pattern SAYS_SUCCESS =
      Pattern.compile("(?i)success[\"']?\\s*[:=]\\s*[\"']?(?:true|1)");
  private static final Pattern SAYS_NO =
      Pattern.compile("(?i)success[\"']?\\s*[:=]\\s*[\"']?(?:false|0)");

  private PlainText() {}

  static Optional<M1Code> findCode(String body) {
    String start = body.stripLeading();
    boolean cutJson = start.startsWith("{") || start.startsWith("[");
    if (SAYS_SUCCESS.matcher(body).find() || (cutJson && !SAYS_NO.matcher(body).find())) {
      // Contacts may stand in it.
      return Optional.empty();
    }
    CodeText text = new CodeText(NOT_SHOWN.matcher(body).replaceAll(" "));
    return text.whole()
        .or(text::within)
        .filter(M1Code::isListed)
        .filter(code -> !code.equals(M1Code.SERVER_ERROR) || body.contains("10001"));
  }
}
