package io.m1bridge.contracts.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/permits}: one request per process and second covers all its accounts.
 *
 * @param instance names the process, so that its leases are its own
 * @param demands what it could use now
 * @param returns leases given back unused, before they expire; a repeated return does nothing
 * @param throttled accounts that answered E10104 since the last request
 */
public record PermitsRequest(
    String instance, List<Demand> demands, List<Return> returns, List<String> throttled) {
  public PermitsRequest {
    demands = demands == null ? List.of() : List.copyOf(demands);
    returns = returns == null ? List.of() : List.copyOf(returns);
    throttled = throttled == null ? List.of() : List.copyOf(throttled);
  }

  /**
   * Demand for one account.
   *
   * @param wanted how many calls would be made at once if all were permitted, 1 to 20
   * @param purpose what the calls are for; null is {@link Purpose#REGULAR}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Demand(String account, int wanted, @Nullable Purpose purpose) {}

  /** A lease and how many of its permits were not used. */
  public record Return(String leaseId, int permits) {}

  /** Which bucket pays: the holder's own share, or the floor that housekeeping has. */
  public enum Purpose {
    REGULAR,
    HOUSEKEEPING
  }
}
