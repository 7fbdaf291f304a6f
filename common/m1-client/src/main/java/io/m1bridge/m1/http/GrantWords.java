package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.wire.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an answer of the token endpoint says in words and numbers. M1's page documents none, so they
 * are looked for wherever they stand.
 */
final class GrantWords {

  /** RFC 6749, 5.2: they say no under any HTTP status. */
  private static final Set<String> NO =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  /** Errors that pass: of RFC 6749 (4.1.2.1) and RFC 8628 (3.5). */
  private static final Set<String> PASSING =
      Set.of("server_error", "temporarily_unavailable", "slow_down");

  /** Those of them by which it says that it works, and has no time. */
  private static final Set<String> NOT_NOW = Set.of("temporarily_unavailable", "slow_down");

  private static final Pattern OAUTH_IN_TEXT =
      Pattern.compile(
          "(?<![a-z0-9_])(?:%s|%s)(?![a-z0-9_])"
              .formatted(String.join("|", NO), String.join("|", PASSING)),
          Pattern.CASE_INSENSITIVE);

  /** One word about a token or a grant, such as {@code bad_refresh_token}, {@code TokenExpired}. */
  private static final Pattern DEAD_GRANT =
      Pattern.compile(
          "(?=.*(?:token|grant))"
              + "(?=.*(?:invalid|bad|expire|revoke|unknown|not.?found|wrong|used|mismatch|illegal))"
              + "[a-z0-9_.-]{1,60}",
          Pattern.CASE_INSENSITIVE);

  /** Whoever says so does not mean the grant. */
  private static final Pattern BUSY =
      Pattern.compile(
          "busy|try (?:it )?(?:again )?later|unavailable|maintenance|overload|too.?many|rate.?limit"
              + "|internal[ _-]?(?:server[ _-]?)?error|^time.?out$"
              + "|(?:gateway|upstream|request|read|connect(?:ion)?)[ _-]?time(?:d.?|.?)out"
              + "|繁忙|稍后|稍候|维护|限流|频繁",
          Pattern.CASE_INSENSITIVE);

  private static final List<String> CODES =
      List.of("errcode", "errorCode", "error_code", "err_code", "errno", "code", "ret");
  private static final Set<String> FINE = Set.of("ok", "success");
  private static final List<String> MESSAGES =
      List.of("errmsg", "errorMsg", "error_msg", "err_msg", "msg", "message", "error_description");

  /** Where servers say again, or in place of it, which HTTP status it should be. */
  private static final List<String> STATUSES = List.of("status", "statusCode", "code", "errcode");

  private final JsonNode json;
  private final List<String> texts;

  GrantWords(JsonNode json) {
    this.json = json;
    this.texts = texts(json);
  }

  /** Whether a word of OAuth2 means that it may work later. */
  static boolean isPassing(String oauth) {
    return PASSING.contains(oauth);
  }

  /** Whether such a word asks to come later. */
  static boolean isNotNow(String oauth) {
    return NOT_NOW.contains(oauth);
  }

  /** A word of OAuth2, in its own spelling, the least deep one. */
  Optional<String> oauth() {
    return texts.stream()
        .map(text -> text.toLowerCase(Locale.ROOT).replace('-', '_'))
        .filter(word -> NO.contains(word) || PASSING.contains(word))
        .findFirst();
  }

  /** The same in a text that is no JSON: a sentence, a page, XML. */
  static Optional<String> oauth(String text) {
    Matcher matcher = OAUTH_IN_TEXT.matcher(text);
    return matcher.find()
        ? Optional.of(matcher.group().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** A word of no standard about a token that is none any more. */
  Optional<String> deadGrant() {
    return texts.stream().filter(DEAD_GRANT.asMatchPredicate()).findFirst();
  }

  /** Whether somebody, M1 or who answers for it, says in words that it cannot now. */
  boolean isBusy() {
    return Stream.concat(messages(), Stream.of(Json.text(json, "error")))
        .anyMatch(BUSY.asPredicate());
  }

  /** Whether it has HTTP's numbers for that, or the −1 of a server in China. */
  boolean isServersOwnTrouble() {
    return Json.whole(json.path("errcode")).orElse(0) == -1
        || STATUSES.stream()
            .map(field -> Json.whole(json.path(field)).orElse(0))
            .anyMatch(value -> value == 408 || value == 429 || (value >= 500 && value <= 599));
  }

  /**
   * Says that there is an error, in other words than those above.
   *
   * @return what stands for it, not a word in every case, or nothing; empty if there is none
   */
  Optional<String> error() {
    JsonNode error = json.path("error");
    if (isSaid(error)) {
      return Optional.of(error.asText().strip());
    }
    boolean without =
        Success.of(json.path("success")) == Success.NO
            || (error.isContainerNode() && !error.isEmpty());
    return code().or(() -> without ? Optional.of("") : Optional.empty());
  }

  /** A code of the server's own beside its message: {@code {"errcode":40001,"errmsg":"…"}}. */
  private Optional<String> code() {
    if (messages().findAny().isEmpty()) {
      return Optional.empty();
    }
    return CODES.stream()
        .map(json::path)
        .filter(GrantWords::isSaid)
        .filter(Predicate.not(GrantWords::isFine))
        .map(node -> node.asText().strip())
        .findFirst();
  }

  private static boolean isFine(JsonNode code) {
    long number = Json.whole(code).orElse(0);
    return (number >= 200 && number <= 299)
        || FINE.contains(code.asText().strip().toLowerCase(Locale.ROOT));
  }

  /** Not {@code false}, {@code 0}, {@code ""}: they say that there is none. */
  private static boolean isSaid(JsonNode node) {
    return node.isValueNode()
        && !Json.isNothing(node)
        && !(node.isBoolean() && !node.booleanValue())
        && Json.whole(node).orElse(1) != 0;
  }

  private Stream<String> messages() {
    return MESSAGES.stream().map(field -> Json.text(json, field)).filter(text -> !text.isEmpty());
  }

  /** All texts, the least deep first. */
  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    open.add(json);
    while (!open.isEmpty()) {
      JsonNode node = open.remove();
      if (node.isTextual()) {
        texts.add(node.textValue().strip());
      }
      node.forEach(open::add);
    }
    return texts;
  }
}
