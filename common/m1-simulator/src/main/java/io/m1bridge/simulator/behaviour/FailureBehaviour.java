package io.m1bridge.simulator.behaviour;

import io.m1bridge.simulator.protocol.M1Code;
import java.util.Map;

/**
 * How a refused call looks; the page documents none of it.
 *
 * @param form where the code stands
 * @param status HTTP status of a refused call
 * @param statusByCode HTTP status of single codes, before {@code status}
 * @param text what stands in the free-text places
 */
public record FailureBehaviour(
    Form form, int status, Map<M1Code, Integer> statusByCode, Text text) {

  /** Copies, and checks the range of each status. */
  public FailureBehaviour {
    statusByCode = Map.copyOf(statusByCode);
    checkStatus(status);
    statusByCode.values().forEach(FailureBehaviour::checkStatus);
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
    MSG
  }

  /** What stands in {@code data.msg}, {@code data}, {@code error}, {@code message}, {@code msg}. */
  public enum Text {
    CODE,
    CODE_AND_TEXT
  }

  static FailureBehaviour defaults() {
    return new FailureBehaviour(Form.DATA_CODE, 200, Map.of(), Text.CODE_AND_TEXT);
  }

  private static void checkStatus(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("failure.status must be an HTTP status from 200 to 599");
    }
  }
}
