package io.m1bridge.contactsync.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.account.AccountHealth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an account fares, for people.
 *
 * @param health in one word of a closed list
 * @param advice what a person should do, in one sentence
 * @param problem why nothing is sent; null if calls go out
 * @param notBefore no call is made before; null if one may be, and where nobody can tell
 * @param addsNotBefore when the next contact is added; null if that may be, as far as M1 said
 * @param lanes contacts queued by what they need
 * @param queued contacts queued in all, parts of refused batches included
 * @param open calls without a known outcome
 * @param calls calls made since this task began
 * @param oldest when the oldest queued change was read
 * @param settled terminal results since this task began
 * @param pending accepted changes that wait for a call or are on one
 * @param parked accepted changes that wait for an address that another contact holds
 * @param inDoubt accepted changes on a call that may or may not have happened
 * @param undelivered contacts that are listed as not delivered
 * @param heldDeletes contacts whose deletes wait for a person to approve or reject them
 * @param mode what the account's contacts are to become
 * @param dryRun whether calls are planned and none is made
 * @param plan in a dry run, what would be sent; null before it is known
 * @param paused whether a person holds its calls back
 * @param otherIncarnation whether another M1 account stands behind the id than the one that our
 *     state speaks of: nothing is sent before that is reset
 * @param reconcile how what M1 lists compares with what it acknowledged; null before the account is
 *     known
 * @param forecast what is to be expected
 * @param missingFields what mappings write and contacts of the account do not have at M1
 * @param labels custom properties of mappings that M1 has under nearly that name, and that are not
 *     made for it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountView(
    String account,
    AccountHealth health,
    String advice,
    @Nullable String problem,
    @Nullable Instant notBefore,
    @JsonIgnore @Nullable Instant addsNotBefore,
    Map<String, Integer> lanes,
    int queued,
    int open,
    long calls,
    @Nullable Instant oldest,
    long settled,
    long pending,
    long parked,
    long inDoubt,
    long undelivered,
    int heldDeletes,
    String mode,
    boolean dryRun,
    @JsonIgnore @Nullable CallPlan plan,
    boolean paused,
    boolean otherIncarnation,
    @Nullable ReconcileView reconcile,
    Forecast forecast,
    List<LikeLabel> labels,
    List<MissingField> missingFields) {

  public AccountView {
    lanes = Map.copyOf(lanes);
    // A replica of the version before says none of these.
    labels = labels == null ? List.of() : List.copyOf(labels);
    missingFields = missingFields == null ? List.of() : List.copyOf(missingFields);
    health = health == null ? AccountHealth.HEALTHY : health;
    advice = advice == null ? health.advice() : advice;
  }
}
