package io.m1bridge.contactsync.change;

import java.util.Locale;

/** Why a change becomes a dead letter at intake; {@code docs/reason-codes.md} explains each. */
public enum Reason {
  CHANGE_TOO_LARGE,
  HEADER_AMBIGUOUS,
  HEADER_MISSING,
  HEADER_INVALID,
  EVENT_UNREADABLE,
  TYPE_UNKNOWN,
  ACCOUNT_MISSING,
  ACCOUNT_INVALID,
  ACCOUNT_CONTRADICTED,
  DELETE_WITHOUT_ACCOUNT,
  KEY_MISSING,
  KEY_INVALID,
  DATA_MISSING,
  DATA_UNREADABLE,
  DATA_WRAPPED,
  SCHEMA_UNKNOWN,
  AVRO_UNREADABLE,
  EMAIL_MISSING,
  IDENTITY_MISSING,
  FIELD_INVALID,
  OPTION_UNKNOWN,
  TRUNCATE_REFUSED,
  VALUE_UNAVAILABLE;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Constant, for filters and metrics. */
  public String code() {
    return code;
  }
}
