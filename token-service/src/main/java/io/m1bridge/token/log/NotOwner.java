package io.m1bridge.token.log;

/** This replica does not own the account now, or not any more. Nothing was written. */
public final class NotOwner extends Exception {
  private static final long serialVersionUID = 1L;

  public NotOwner(String message) {
    super(message);
  }
}
