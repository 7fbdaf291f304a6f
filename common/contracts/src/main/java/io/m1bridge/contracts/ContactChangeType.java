package io.m1bridge.contracts;

import java.util.Optional;

/** The CloudEvent types of {@code crm.contact-changes}. */
public enum ContactChangeType {
  /** Full state. */
  UPSERTED("crm.contact.upserted.v1"),
  /** Some fields. */
  PATCHED("crm.contact.patched.v1"),
  DELETED("crm.contact.deleted.v1");

  private final String type;

  ContactChangeType(String type) {
    this.type = type;
  }

  /** The value of {@code ce_type}. */
  public String type() {
    return type;
  }

  /** The change type of a {@code ce_type}, if it is one. */
  public static Optional<ContactChangeType> of(String type) {
    for (ContactChangeType candidate : values()) {
      if (candidate.type.equals(type)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
