package io.m1bridge.simulator.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account is set up with. Absent parts get defaults.
 *
 * @param clientId OAuth2 client id that may ask for this account; several accounts may share one
 * @param secrets secrets of the client; any of them is good
 * @param plan the plan; default diamond
 * @param callLimit calls per hour in place of the plan's, or null
 * @param contactLimit contacts in place of the plan's, or null
 * @param hour which hour is counted; default sliding
 * @param m1AccountId M1's own id of the account, as list rows carry it; null: one is made
 * @param redirectUris addresses that may receive a code; empty: any
 */
public record AccountSettings(
    String clientId,
    List<String> secrets,
    Plan plan,
    @Nullable Integer callLimit,
    @Nullable Integer contactLimit,
    HourKind hour,
    @Nullable String m1AccountId,
    List<String> redirectUris) {

  /** Fills defaults in and checks. */
  public AccountSettings(
      @Nullable String clientId,
      @Nullable List<String> secrets,
      @Nullable Plan plan,
      @Nullable Integer callLimit,
      @Nullable Integer contactLimit,
      @Nullable HourKind hour,
      @Nullable String m1AccountId,
      @Nullable List<String> redirectUris) {
    if (clientId == null || clientId.isBlank() || secrets == null || secrets.isEmpty()) {
      throw new IllegalArgumentException("an account needs clientId and at least one of secrets");
    }
    this.clientId = clientId;
    this.secrets = List.copyOf(secrets);
    this.plan = plan == null ? Plan.DIAMOND : plan;
    this.callLimit = atLeastZero(callLimit, "callLimit");
    this.contactLimit = atLeastZero(contactLimit, "contactLimit");
    this.hour = hour == null ? HourKind.SLIDING : hour;
    this.m1AccountId = m1AccountId;
    this.redirectUris = redirectUris == null ? List.of() : List.copyOf(redirectUris);
  }

  /** Calls per hour that hold for this account. */
  public int callsPerHour() {
    return callLimit == null ? plan.callsPerHour() : callLimit;
  }

  /** Contacts that this account may hold. */
  public int mostContacts() {
    return contactLimit == null ? plan.contacts() : contactLimit;
  }

  /** Redacted: holds secrets. */
  @Override
  public String toString() {
    return "AccountSettings[plan=" + plan + ", hour=" + hour + "]";
  }

  private static @Nullable Integer atLeastZero(@Nullable Integer value, String name) {
    if (value != null && value < 0) {
      throw new IllegalArgumentException(name + " must not be negative");
    }
    return value;
  }
}
