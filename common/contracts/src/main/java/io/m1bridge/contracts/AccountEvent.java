package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code m1.account-events}, the audit; key: the account id. CloudEvent type {@code
 * m1.account.<what>.v1}.
 *
 * @param by who caused it: a caller's name, a signed-in person, or {@code token-service}
 * @param detail for a person; never a secret
 * @param at when; of {@link What#HANDED_OUT} the minute's beginning
 * @param count of {@link What#HANDED_OUT}: how often one replica handed a token to {@code by} in
 *     that minute, at least 1; add up the events of a minute
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountEvent(
    String account,
    What what,
    long generation,
    String by,
    @Nullable String detail,
    Instant at,
    @Nullable Long count) {

  public AccountEvent(
      String account, What what, long generation, String by, @Nullable String detail, Instant at) {
    this(account, what, generation, by, detail, at, null);
  }

  /** What happened. */
  public enum What {
    @JsonProperty("registered")
    REGISTERED("registered"),
    /** What was declared about it changed: {@code detail} names the fields. */
    @JsonProperty("changed")
    CHANGED("changed"),
    @JsonProperty("authorized")
    AUTHORIZED("authorized"),
    @JsonProperty("refreshed")
    REFRESHED("refreshed"),
    @JsonProperty("refresh-failed")
    REFRESH_FAILED("refresh-failed"),
    @JsonProperty("ambiguous")
    AMBIGUOUS("ambiguous"),
    @JsonProperty("needs-authorization")
    NEEDS_AUTHORIZATION("needs-authorization"),
    @JsonProperty("suspended")
    SUSPENDED("suspended"),
    /** An admin brought it back from suspended. */
    @JsonProperty("resumed")
    RESUMED("resumed"),
    /** M1 refused the access token (E10101), says a caller. */
    @JsonProperty("token-refused")
    TOKEN_REFUSED("token-refused"),
    /** Tokens were handed out: one event per account, caller and minute. */
    @JsonProperty("handed-out")
    HANDED_OUT("handed-out"),
    @JsonProperty("throttled")
    THROTTLED("throttled"),
    @JsonProperty("removed")
    REMOVED("removed");

    private final String word;

    What(String word) {
      this.word = word;
    }

    /** The CloudEvent type, {@code m1.account.authorized.v1}. */
    public String type() {
      return "m1.account." + word + ".v1";
    }
  }
}
