package io.m1bridge.simulator.behaviour;

/**
 * How answers look that say yes.
 *
 * @param nothing how a list without rows stands
 * @param nothingIsWhole whether the whole of {@code data} stands so, and not only the list in it
 * @param contentType what the answer says that it is; its body is JSON
 */
public record AnswerBehaviour(Nothing nothing, boolean nothingIsWhole, ContentType contentType) {

  /** A list without rows. */
  public enum Nothing {
    EMPTY_ARRAY,
    NULL,
    EMPTY_TEXT,
    EMPTY_OBJECT,
    ABSENT
  }

  /** Media type of JSON. */
  public enum ContentType {
    JSON,
    TEXT,
    HTML
  }

  static AnswerBehaviour defaults() {
    return new AnswerBehaviour(Nothing.EMPTY_ARRAY, false, ContentType.JSON);
  }
}
