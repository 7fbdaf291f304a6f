package io.m1bridge.token.caller;

/** What a caller may do. */
public enum Action {
  TOKEN,
  PERMITS,
  ADMIN
}
