package io.m1bridge.production;

/** The service does not start with these settings; the message names each, and what to do. */
public final class NotForProduction extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotForProduction(String message) {
    super(message);
  }
}
