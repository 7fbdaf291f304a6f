package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what an answer means. How M1 says "no" is open, so every form that its page or its own
 * front end shows is recognized, under any HTTP status (M1 page, row "failure").
 *
 * <p>The order: M1's code; then its {@code success}; then the HTTP status. What cannot be
 * understood is {@link M1Outcome.Unknown} for a write, which may have happened, and {@link
 * M1Outcome.Unavailable} for a read, which can simply be asked again.
 */
final class FailureReader {

  /** After E10001 or an unreadable answer of a read. */
  static final Duration SOON = Duration.ofSeconds(5);

  /** Where only a person or time changes something: a wrong address, a gateway that refuses. */
  static final Duration LATER = Duration.ofSeconds(60);

  private static final int LONGEST_MESSAGE = 200;

  /** They say more than a bare {@code success: false}. */
  private static final Set<Integer> SPEAKING_STATUSES = Set.of(401, 403, 408, 413, 414, 429);

  private static final List<String> TOP =
      List.of("code", "errorCode", "error", "message", "msg", "error_description");
  private static final List<String> WITHIN_DATA =
      List.of("code", "errorCode", "msg", "error", "message");

  private FailureReader() {}

  static <T> M1Outcome<T> read(M1Call<T> call, Reply.Answer answer, Instant now) {
    return withRetryAfter(
        readBody(call, answer),
        answer.retryAfter().flatMap(header -> RetryAfter.read(header, now)));
  }

  private static <T> M1Outcome<T> withRetryAfter(M1Outcome<T> outcome, Optional<Duration> wait) {
    if (wait.isEmpty()) {
      return outcome;
    }
    if (outcome instanceof M1Outcome.Unavailable<T> unavailable) {
      return new M1Outcome.Unavailable<>(unavailable.reason(), wait.get());
    }
    return outcome instanceof M1Outcome.Throttled ? new M1Outcome.Throttled<>(wait) : outcome;
  }

  private static <T> M1Outcome<T> readBody(M1Call<T> call, Reply.Answer answer) {
    Optional<JsonNode> json = Json.parse(answer.body()).filter(JsonNode::isObject);
    return json.isPresent()
        ? readJson(call, answer, json.get())
        : byStatus(call, answer.status(), Optional.empty());
  }

  private static <T> M1Outcome<T> readJson(M1Call<T> call, Reply.Answer answer, JsonNode json) {
    JsonNode success = json.path("success");
    boolean yes = success.asBoolean(false) && answer.isSuccess();
    Optional<M1Code> code = yes ? codeAsData(json) : findCode(json);
    if (code.isPresent()) {
      return byCode(code.get(), message(json));
    }
    if (yes) {
      return accepted(call, json.path("data"));
    }
    boolean no = !success.isMissingNode() && !success.asBoolean(true);
    if (no && answer.status() < 500 && !SPEAKING_STATUSES.contains(answer.status())) {
      return new M1Outcome.Unexplained<>(Optional.empty(), message(json));
    }
    return byStatus(call, answer.status(), Optional.of(message(json)));
  }

  private static <T> M1Outcome<T> accepted(M1Call<T> call, JsonNode data) {
    try {
      return new M1Outcome.Accepted<>(AnswerReader.read(call, data));
    } catch (UnreadableAnswer e) {
      return notUnderstood(call, "answer not as M1's page says");
    }
  }

  private static Optional<M1Code> codeAsData(JsonNode json) {
    JsonNode data = json.path("data");
    return data.isTextual() ? M1Code.find(data.textValue()) : Optional.empty();
  }

  static Optional<M1Code> findCode(JsonNode json) {
    JsonNode data = json.path("data");
    return findIn(data, WITHIN_DATA).or(() -> findIn(json, TOP)).or(() -> codeAsData(json));
  }

  private static Optional<M1Code> findIn(JsonNode node, List<String> fields) {
    return fields.stream()
        .map(field -> M1Code.find(Json.rawText(node, field)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String message(JsonNode json) {
    JsonNode data = json.path("data");
    for (JsonNode node : List.of(data, json)) {
      for (String field : List.of("msg", "message", "error_description", "error")) {
        String text = Json.text(node, field);
        if (!text.isEmpty()) {
          return shorten(text);
        }
      }
    }
    return data.isTextual() ? shorten(data.textValue()) : "";
  }

  static String shorten(String text) {
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
  }

  private static <T> M1Outcome<T> byCode(M1Code code, String message) {
    if (code.equals(M1Code.SERVER_ERROR)) {
      return new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, SOON);
    }
    if (code.equals(M1Code.INVALID_TOKEN)) {
      return new M1Outcome.Unauthorized<>();
    }
    if (code.equals(M1Code.NO_PERMISSION)) {
      return new M1Outcome.Forbidden<>();
    }
    if (code.equals(M1Code.HOURLY_LIMIT)) {
      return new M1Outcome.Throttled<>();
    }
    if (code.isContactLimit()) {
      return new M1Outcome.ContactLimit<>(code);
    }
    return code.isListed()
        ? new M1Outcome.Refused<>(code, message)
        : new M1Outcome.Unexplained<>(Optional.of(code), message);
  }

  /**
   * Without a code. A bare 401 or 403 may be a gateway's or a firewall's, and neither says why: a
   * token would be refreshed, an account suspended, for what no token can mend.
   *
   * @param m1Says there if M1 itself answered and not something before it
   */
  private static <T> M1Outcome<T> byStatus(M1Call<T> call, int status, Optional<String> m1Says) {
    return switch (status) {
      case 413, 414 -> new M1Outcome.TooLarge<>();
      case 429 -> new M1Outcome.Throttled<>();
      case 400, 401, 403, 422 ->
          new M1Outcome.Unexplained<>(
              Optional.empty(), m1Says.filter(text -> !text.isEmpty()).orElse("HTTP " + status));
      default -> byFamily(call, status, m1Says);
    };
  }

  private static <T> M1Outcome<T> byFamily(M1Call<T> call, int status, Optional<String> m1Says) {
    if (status >= 500) {
      return notUnderstood(call, "HTTP " + status);
    }
    if (status >= 400) {
      // 404, 405, 408 and the like: not done, and no fault of the contacts in it.
      return new M1Outcome.Unavailable<>("HTTP " + status + ": check m1bridge.m1.url", LATER);
    }
    if (status >= 300) {
      return new M1Outcome.Unavailable<>("redirected: check m1bridge.m1.url", LATER);
    }
    return notUnderstood(
        call, m1Says.isPresent() ? "neither success nor failure" : "answer cannot be read");
  }

  private static <T> M1Outcome<T> notUnderstood(M1Call<T> call, String reason) {
    return M1CallKind.of(call) == M1CallKind.WRITE
        ? new M1Outcome.Unknown<>(reason)
        : new M1Outcome.Unavailable<>(reason, SOON);
  }
}
