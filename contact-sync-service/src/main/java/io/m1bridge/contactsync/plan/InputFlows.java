package io.m1bridge.contactsync.plan;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@link InputFlow} of each account of a task. One for all of them made every account of the
 * task wait for the end of one account's backlog: a minute, where they wait for two seconds.
 *
 * <p>Not thread-safe: one per task. Holds the accounts of which more is expected, and no others.
 */
public final class InputFlows {

  private final InputFlow.Settings settings;
  private final Map<AccountId, InputFlow> flows = new HashMap<>();

  /** Nothing has come yet. */
  public InputFlows(InputFlow.Settings settings) {
    this.settings = settings;
  }

  /**
   * A change of an account was read.
   *
   * @param created when its record was written
   */
  public void arrived(AccountId account, Instant created, Instant now) {
    flows.computeIfAbsent(account, id -> new InputFlow(settings)).arrived(created, now);
  }

  /** Called by each punctuation. */
  public void tick(Instant now) {
    flows.values().forEach(flow -> flow.tick(now));
    flows.values().removeIf(flow -> flow.isQuiet(now));
  }

  /** How long a contact may wait for a full batch: zero where no more input is expected. */
  public Duration maxAge(AccountId account) {
    InputFlow flow = flows.get(account);
    return flow == null ? Duration.ZERO : flow.maxAge();
  }

  /** Whether no more input of any account is expected. */
  public boolean areQuiet() {
    return flows.values().stream().allMatch(flow -> flow.maxAge().isZero());
  }
}
