package io.m1bridge.simulator.contact;

/** A row that M1 would not take. Says nothing about its content. */
final class BadRow extends Exception {
  private static final long serialVersionUID = 1L;

  BadRow() {
    super("bad row", null, false, false);
  }
}
