package io.m1bridge.contracts.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer of {@code POST /v1/permits}. */
public record PermitsAnswer(List<Lease> leases, List<Denial> denials) {
  public PermitsAnswer {
    leases = leases == null ? List.of() : List.copyOf(leases);
    denials = denials == null ? List.of() : List.copyOf(denials);
  }

  /**
   * Permission to begin {@code permits} calls.
   *
   * @param validForMillis ms, at most 30,000, counted from the moment the request was
   *     <em>sent</em>, by the caller's monotonic clock: then no clock has to agree with another
   */
  public record Lease(
      String leaseId,
      String account,
      int permits,
      long validForMillis,
      PermitsRequest.@Nullable Purpose purpose) {}

  /**
   * Nothing for this account now.
   *
   * @param reason {@code budget}, {@code not-authorized}, {@code unknown-account}, {@code moving},
   *     {@code paused}, {@code forbidden}
   * @param retryAfterMillis ms until asking again makes sense; 0 if only a person can change it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Denial(String account, String reason, long retryAfterMillis) {}
}
