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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountEvent(
    String account, What what, long generation, String by, @Nullable String detail, Instant at) {

  /** What happened. */
  public enum What {
    @JsonProperty("registered")
    REGISTERED("registered"),
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
