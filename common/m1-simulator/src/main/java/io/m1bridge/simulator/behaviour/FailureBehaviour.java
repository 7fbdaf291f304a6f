package io.m1bridge.simulator.behaviour;

import io.m1bridge.simulator.behaviour.GatewayBehaviour.RetryAfterForm;
import io.m1bridge.simulator.protocol.M1Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a refused call looks; the page documents none of it.
 *
 * @param form where the code stands
 * @param path where it stands with {@link Form#PATH}: names joined by dots, a number is an array
 * @param code how the code stands
 * @param text what stands in the free-text places
 * @param status HTTP status of a refused call
 * @param statusByCode HTTP status of single codes, before {@code status}
 * @param success how {@code success} stands
 * @param body what the answer is
 * @param contentType what the answer says that it is
 * @param retryAfter when to come again, told with statuses 429 and 503 and with E10104; zero: never
 *     told
 * @param retryAfterForm form of {@code Retry-After}
 */
public record FailureBehaviour(
    Form form,
    String path,
    CodeForm code,
    Text text,
    int status,
    Map<M1Code, Integer> statusByCode,
    Success success,
    Body body,
    ContentType contentType,
    Duration retryAfter,
    RetryAfterForm retryAfterForm) {
  private static final int DEEPEST = 20;

  /** Copies, and checks the range of each status. */
  public FailureBehaviour {
    statusByCode = Map.copyOf(statusByCode);
    checkStatus(status);
    statusByCode.values().forEach(FailureBehaviour::checkStatus);
    List<String> names = List.of(path.split("\\.", -1));
    if (names.size() > DEEPEST || names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("failure.path is 1 to 20 names joined by dots");
    }
    if (retryAfter.isNegative()) {
      throw new IllegalArgumentException("failure.retryAfter must not be negative");
    }
  }

  /** The place of the code in the answer. */
  public enum Form {
    DATA_CODE,
    DATA_ERROR_CODE,
    DATA_MSG,
    DATA,
    CODE,
    ERROR_CODE,
    ERROR,
    MESSAGE,
    MSG,
    /** Where {@code path} says. */
    PATH
  }

  /** How the code stands. */
  public enum CodeForm {
    /** {@code "E10101"}. */
    TEXT,
    /** {@code 10101}. */
    NUMBER,
    /** {@code "10101"}. */
    DIGITS
  }

  /** What stands in {@code data.msg}, {@code data}, {@code error}, {@code message}, {@code msg}. */
  public enum Text {
    CODE_AND_TEXT,
    CODE,
    /** The vendor's sentence, and the code in brackets behind it. */
    TEXT_AND_CODE,
    /** The vendor's sentence; the code stands nowhere, its own place neither. */
    TEXT_ONLY
  }

  /** How {@code success} stands. */
  public enum Success {
    FALSE,
    TEXT,
    NUMBER,
    ABSENT
  }

  /** What the answer is. */
  public enum Body {
    JSON,
    TEXT,
    HTML
  }

  /** What the answer says that it is. */
  public enum ContentType {
    AS_BODY,
    JSON,
    TEXT,
    HTML
  }

  static FailureBehaviour defaults() {
    return new FailureBehaviour(
        Form.DATA_CODE,
        "error.code",
        CodeForm.TEXT,
        Text.CODE_AND_TEXT,
        200,
        Map.of(),
        Success.FALSE,
        Body.JSON,
        ContentType.AS_BODY,
        Duration.ZERO,
        RetryAfterForm.SECONDS);
  }

  private static void checkStatus(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("failure.status must be an HTTP status from 200 to 599");
    }
  }
}
