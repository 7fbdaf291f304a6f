package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.wire.Endpoint;
import io.m1bridge.m1.wire.Json;
import io.m1bridge.m1.wire.UnreadableAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what an answer means. How M1 says "no" is open, so its code is looked for everywhere, under
 * any HTTP status and content type (M1 page, row "failure").
 *
 * <p>The order: M1's code; then its {@code success}; then the HTTP status. Without {@code success},
 * an answer under HTTP 2xx is one if it holds what was asked for: a list, a contact, a group, the
 * word "success". What cannot be understood is {@link M1Outcome.Unknown} for a write, which may
 * have happened, and {@link M1Outcome.Unavailable} for a read, which can simply be asked again.
 *
 * <p>Why: {@code docs/rationale.md#a-code-is-looked-for-everywhere-contents-are-not}.
 */
final class FailureReader {

  /** After E10001 or an unreadable answer of a read. */
  static final Duration SOON = Duration.ofSeconds(5);

  /** Where only a person or time changes something: a wrong address, a gateway that refuses. */
  static final Duration LATER = Duration.ofSeconds(60);

  private static final int LONGEST_MESSAGE = 200;

  /** They say more than a bare {@code success: false}. */
  private static final Set<Integer> SPEAKING_STATUSES = Set.of(408, 413, 414, 429);

  private static final List<String> MESSAGES =
      List.of("msg", "message", "error_description", "errmsg", "errormsg", "reason", "error");

  private FailureReader() {}

  static <T> M1Outcome<T> read(M1Call<T> call, Reply.Answer answer, Instant now) {
    M1Outcome<T> outcome =
        Json.parse(answer.body())
            .map(json -> readJson(call, answer, unfolded(json)))
            .orElseGet(() -> readText(call, answer));
    return withRetryAfter(
        outcome, answer.retryAfter().flatMap(header -> RetryAfter.read(header, now)));
  }

  private static <T> M1Outcome<T> withRetryAfter(M1Outcome<T> outcome, Optional<Duration> wait) {
    if (wait.isEmpty()) {
      return outcome;
    }
    if (outcome instanceof M1Outcome.Unavailable<T> unavailable) {
      return new M1Outcome.Unavailable<>(unavailable.reason(), wait.get(), true);
    }
    if (outcome instanceof M1Outcome.Unexplained<T> no) {
      return new M1Outcome.Unexplained<>(no.code(), no.message(), wait);
    }
    if (outcome instanceof M1Outcome.Unknown<T> unknown) {
      return new M1Outcome.Unknown<>(unknown.reason(), wait);
    }
    return outcome instanceof M1Outcome.Throttled ? new M1Outcome.Throttled<>(wait) : outcome;
  }

  /** Some servers give {@code data} as a text that has the JSON in it. */
  private static JsonNode unfolded(JsonNode json) {
    if (json instanceof ObjectNode object && object.path("data").isTextual()) {
      Json.parse(object.path("data").textValue())
          .filter(JsonNode::isContainerNode)
          .ifPresent(data -> object.set("data", data));
    }
    return json;
  }

  private static <T> M1Outcome<T> readText(M1Call<T> call, Reply.Answer answer) {
    return PlainText.findCode(answer.body())
        .map(code -> FailureReader.<T>byCode(code, "HTTP " + answer.status()))
        .orElseGet(() -> byStatus(call, answer.status(), Optional.empty()));
  }

  private static <T> M1Outcome<T> readJson(M1Call<T> call, Reply.Answer answer, JsonNode json) {
    Success success = Success.of(json.path("success"));
    JsonNode data = json.path("data");
    JsonNode contents =
        success == Success.NO || !answer.isSuccess()
            ? MissingNode.getInstance()
            : Endpoint.of(call).contents(data);
    boolean yes =
        answer.isSuccess()
            && (success == Success.YES || (success == Success.ABSENT && !contents.isMissingNode()));
    Optional<M1Code> code = yes ? CodeFinder.findBeside(contents, json) : CodeFinder.find(json);
    if (code.isPresent()) {
      return byCode(code.get(), message(json).orElse(""));
    }
    if (yes) {
      return isDenied(call, data)
          ? new M1Outcome.Unexplained<>(Optional.empty(), message(json).orElse("success, and a no"))
          : accepted(call, data);
    }
    int status = answer.status();
    if (success == Success.NO && status < 500 && !SPEAKING_STATUSES.contains(status)) {
      return new M1Outcome.Unexplained<>(Optional.empty(), message(json).orElse("HTTP " + status));
    }
    return byStatus(call, status, json.isObject() ? message(json) : Optional.empty());
  }

  /** Whether {@code data} itself says that a write was not done; a number is how many rows were. */
  private static boolean isDenied(M1Call<?> call, JsonNode data) {
    JsonNode said = data.isObject() ? data.path("success") : data;
    boolean isWord = said.isBoolean() || (said.isTextual() && Json.whole(said).isEmpty());
    return isWord
        && Success.of(said) == Success.NO
        && Endpoint.of(call).kind() == Endpoint.Kind.WRITE;
  }

  private static <T> M1Outcome<T> accepted(M1Call<T> call, JsonNode data) {
    try {
      return new M1Outcome.Accepted<>(Endpoint.of(call).read(call, data));
    } catch (UnreadableAnswer e) {
      return notUnderstood(call, "answer not as M1's page says");
    }
  }

  /** M1's code in an answer of its OAuth2 endpoint, which documents none. */
  static Optional<M1Code> findCode(JsonNode json) {
    return CodeFinder.find(json);
  }

  /** M1's own words, the first that there are. */
  private static Optional<String> message(JsonNode json) {
    for (String field : MESSAGES) {
      for (JsonNode node : json.findValues(field)) {
        if (node.isTextual() && !node.textValue().isBlank()) {
          return Optional.of(shorten(node.textValue().strip()));
        }
      }
    }
    JsonNode data = json.path("data");
    return data.isTextual() && !data.textValue().isBlank()
        ? Optional.of(shorten(data.textValue().strip()))
        : Optional.empty();
  }

  static String shorten(String text) {
    if (text.length() <= LONGEST_MESSAGE) {
      return text;
    }
    boolean halves = Character.isHighSurrogate(text.charAt(LONGEST_MESSAGE - 1));
    return text.substring(0, halves ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE) + "…";
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
   * @param m1Says M1's own words, if it seems to be M1 that answered
   */
  private static <T> M1Outcome<T> byStatus(M1Call<T> call, int status, Optional<String> m1Says) {
    return switch (status) {
      case 413, 414 -> new M1Outcome.TooLarge<>();
      case 429 -> new M1Outcome.Throttled<>();
      case 400, 401, 403, 422 ->
          new M1Outcome.Unexplained<>(Optional.empty(), m1Says.orElse("HTTP " + status));
      default -> byFamily(call, status);
    };
  }

  private static <T> M1Outcome<T> byFamily(M1Call<T> call, int status) {
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
    return notUnderstood(call, "neither success nor failure");
  }

  /** There is no answer, or none that can be understood: only a write may have happened. */
  static <T> M1Outcome<T> notUnderstood(M1Call<T> call, String reason) {
    return Endpoint.of(call).kind() == Endpoint.Kind.WRITE
        ? new M1Outcome.Unknown<>(reason)
        : new M1Outcome.Unavailable<>(reason, SOON);
  }
}
