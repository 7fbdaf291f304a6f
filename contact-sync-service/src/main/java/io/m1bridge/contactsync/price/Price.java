package io.m1bridge.contactsync.price;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.view.CallPlan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a source would cost an account as it stands. Holds no contact data.
 *
 * @param madeAt when the last row was looked at
 * @param rows what was read
 * @param contacts what they change
 * @param calls what that takes
 * @param room how many contacts there would be
 * @param limits what stands in the way, the worst first; empty if nothing does
 */
public record Price(
    String account,
    Instant madeAt,
    Rows rows,
    Contacts contacts,
    Calls calls,
    Room room,
    List<Limit> limits) {

  public Price {
    limits = List.copyOf(limits);
  }

  /**
   * Rows.
   *
   * @param read all but blank ones
   * @param passedOver that concern no contact, such as heartbeats
   * @param repeated whose contact had a row before; it counts once, as changes that wait do
   * @param refused that would be dead letters
   */
  public record Rows(long read, long passedOver, long repeated, List<Refused> refused) {
    public Rows {
      refused = List.copyOf(refused);
    }
  }

  /**
   * Rows that would be dead letters for one reason.
   *
   * @param reason as in {@code docs/reason-codes.md}
   * @param advice what is wrong, with the field's name, and what to do
   * @param rows how many
   * @param first numbers of the first ones
   */
  public record Refused(String reason, String advice, long rows, List<Long> first) {
    public Refused {
      first = List.copyOf(first);
    }
  }

  /**
   * Contacts.
   *
   * @param changed that calls are made for
   * @param adds that M1 gets; one that moves to another address counts here and among the deletes
   * @param edits that M1 has and that change there, groups included
   * @param deletes that go from M1
   * @param unchanged rows that change nothing
   * @param blocked that the mode or consent keeps from M1
   * @param parked that wait since another contact has their address
   * @param heldDeletes that would wait for a person
   */
  public record Contacts(
      long changed,
      long adds,
      long edits,
      long deletes,
      long unchanged,
      long blocked,
      long parked,
      long heldDeletes) {}

  /**
   * Calls.
   *
   * @param all how many
   * @param sums by kind
   * @param perHour that M1 allows the account; null if the account is not known, as all of these
   * @param mostPerHour of those that contact-sync can have, while nobody else asks for any
   * @param leastPerHour of those that it has in any case, while edm-event and others take all of
   *     their shares
   * @param madePerHour that contact-sync makes today; null before that was measured for an hour
   * @param waitingHours how long what waits already takes at least; null while no call may be made
   * @param hoursAtLeast beside contact-sync's calls of today, while nobody else asks for any; null
   *     if today's are all that it can have
   * @param hoursAtMost beside contact-sync's calls of today, while others take all of their shares;
   *     null if today's are more than it has then
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Calls(
      long all,
      List<CallPlan.Sum> sums,
      @Nullable Integer perHour,
      @Nullable Integer mostPerHour,
      @Nullable Integer leastPerHour,
      @Nullable Double madePerHour,
      @Nullable Double waitingHours,
      @Nullable Double hoursAtLeast,
      @Nullable Double hoursAtMost) {
    public Calls {
      sums = List.copyOf(sums);
    }
  }

  /**
   * Contacts in M1 through this service.
   *
   * @param limit that M1 allows; null if it is not known, or there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Room(long now, long afterwards, @Nullable Long limit) {}

  /**
   * Something that stands in the way.
   *
   * @param code {@code contact-limit, no-calls-left, mass-delete, calls-per-hour} or {@code
   *     few-calls-for-single-joins}
   * @param text for people
   */
  public record Limit(String code, String text) {}
}
