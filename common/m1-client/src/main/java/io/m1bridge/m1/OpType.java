package io.m1bridge.m1;

/**
 * What {@code /contact/add} does where it finds the contact already there (M1 page, parameter
 * {@code opType}).
 */
public enum OpType {
  OVERWRITE(1),
  MERGE(2),
  ALWAYS_ADD(3);

  private final int code;

  OpType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
