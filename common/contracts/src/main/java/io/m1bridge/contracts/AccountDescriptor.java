package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code m1.accounts}; key: the account id. Public: no secret.
 *
 * @param callsPerHour calls that the bridge may make: M1's limit for this account, less what is
 *     reserved for others
 * @param incarnation 1 for the first M1 account behind this id; a new one means that ids, synced
 *     values and ledgers of the old do not apply
 * @param m1AccountId M1's own number of the account, once known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountDescriptor(
    String account,
    String plan,
    int callsPerHour,
    State state,
    int incarnation,
    @Nullable String m1AccountId,
    Instant updatedAt) {

  public static final String TYPE = "m1.account.v1";

  /** What users of the account need to know. */
  public enum State {
    /** Declared, never connected. */
    @JsonProperty("registered")
    REGISTERED,
    /** A token can be had. */
    @JsonProperty("authorized")
    AUTHORIZED,
    /** A person must connect it (again). */
    @JsonProperty("needs-authorization")
    NEEDS_AUTHORIZATION,
    /** Stopped by us or by M1 (E10102). */
    @JsonProperty("suspended")
    SUSPENDED
  }
}
