package io.m1bridge.m1.http;

import io.m1bridge.m1.M1Code;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a code of M1, or the sentence that M1's page documents for it, in one text. Case, blanks,
 * punctuation and full-width forms do not matter. What takes time grows with the text's length, no
 * faster: an answer may be of megabytes, and is read on the thread of all calls.
 *
 * <p>Messages quote contacts, so digits alone are a code only where they are the whole text or are
 * called an error code, and an address or a color that looks like one is none.
 */
final class CodeText {

  private static final Pattern WHOLE = Pattern.compile("[Ee]?(\\d{5})");

  /** {@code E10101} or {@code e10101}, not as a part of a word, a number or a color. */
  private static final Pattern TOKEN =
      Pattern.compile("(?<![A-Za-z0-9#])[Ee]\\d{5}(?![A-Za-z0-9])");

  /** {@code 10101: …}, {@code [10101] …}. */
  private static final Pattern LEADING = Pattern.compile("^[\\[(]?[Ee]?(\\d{5})\\s*[:\\])|]");

  /** {@code error code 10101}, {@code "code":10101}, {@code 错误码:10101}. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:err(?:or)?[ _-]?(?:code|no)|[\"']code[\"']|错误代?码|错误编号)"
              + "[\"'\\s]*+[:=#]?[\"'\\s\\[(]*+e?(\\d{5})(?![0-9a-z])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ADDRESS =
      Pattern.compile("(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9.-]++");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** By what is left of a sentence without case, blanks and punctuation. */
  private static final Map<String, M1Code> SENTENCES = new LinkedHashMap<>();

  static {
    sentence("E10001", "服务器异常");
    sentence("E10101", "无效的Token", "无效Token", "Token无效", "无效的access_token");
    sentence("E10102", "无权限访问API");
    sentence("E10103", "参数缺失");
    sentence("E10104", "API调用频繁", "已超过每小时限额");
    sentence("E00001", "当前版本为免费版,联系人总数量不能超过5000");
    sentence("E00002", "您的金装版已过期,联系人总数量不能超过5000");
    sentence("E00003", "您当前为金装版,联系人总数量不能超过100000");
    sentence("E00004", "您的钻石版已过期,联系人总数量不能超过5000");
    sentence("E00005", "每次提交导入联系人总数量不能超过1000条");
  }

  private final String text;

  CodeText(String raw) {
    this.text = Normalizer.normalize(raw, Normalizer.Form.NFKC).strip();
  }

  private static void sentence(String code, String... forms) {
    for (String form : forms) {
      SENTENCES.put(words(form), new M1Code(code));
    }
  }

  /** The text is a code and nothing else; digits alone only if M1's page lists them. */
  Optional<M1Code> whole() {
    Matcher matcher = WHOLE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    M1Code code = new M1Code("E" + matcher.group(1));
    return code.isListed() || !isDigits() ? Optional.of(code) : Optional.empty();
  }

  /** Five digits at most: a code only where nothing else can be meant. */
  boolean isDigits() {
    return !text.isEmpty() && Character.isDigit(text.charAt(0));
  }

  /** There is a code within the text, or M1's sentence for it; one that M1's page lists first. */
  Optional<M1Code> within() {
    String clean = ADDRESS.matcher(text).replaceAll(" ");
    List<String> tokens = TOKEN.matcher(clean).results().map(MatchResult::group).toList();
    return tokens.stream()
        .map(token -> new M1Code(token.toUpperCase(Locale.ROOT)))
        .filter(M1Code::isListed)
        .findFirst()
        .or(() -> listed(NAMED.matcher(clean).results()))
        .or(() -> listed(LEADING.matcher(clean).results()))
        .or(this::sentence)
        .or(
            () ->
                tokens.stream()
                    .filter(token -> token.startsWith("E"))
                    .map(M1Code::new)
                    .findFirst());
  }

  private static Optional<M1Code> listed(Stream<MatchResult> found) {
    return found
        .map(match -> new M1Code("E" + match.group(1)))
        .filter(M1Code::isListed)
        .findFirst();
  }

  private Optional<M1Code> sentence() {
    String words = words(text);
    return SENTENCES.entrySet().stream()
        .filter(entry -> words.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String words(String text) {
    return NO_WORD
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
        .replaceAll("");
  }
}
