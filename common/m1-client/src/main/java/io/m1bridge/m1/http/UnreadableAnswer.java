package io.m1bridge.m1.http;

/** M1 said success, and what it said is not what its page promises. Names the field only. */
final class UnreadableAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableAnswer(String field) {
    super("Not as M1's page says: " + field, null, false, false);
  }
}
