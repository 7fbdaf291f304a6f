package io.m1bridge.token.permit;

import io.m1bridge.contracts.token.PermitsRequest;

/** Whose guaranteed share of the hour pays for a call. */
public enum Holder {
  CONTACT_SYNC("contact-sync"),
  EDM_EVENT("edm-event"),
  /** Small upkeep calls of anyone, token-service's account check among them. */
  HOUSEKEEPING("housekeeping");

  private final String label;

  Holder(String label) {
    this.label = label;
  }

  /** Constant name for metrics and configuration. */
  public String label() {
    return label;
  }

  /** The share that pays when {@code this} asks for calls of a purpose. */
  public Holder paying(PermitsRequest.Purpose purpose) {
    return purpose == PermitsRequest.Purpose.HOUSEKEEPING ? HOUSEKEEPING : this;
  }
}
