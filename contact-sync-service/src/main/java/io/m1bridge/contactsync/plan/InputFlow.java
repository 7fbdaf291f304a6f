package io.m1bridge.contactsync.plan;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether more input of an account is already waiting to be read. While it is, a call that leaves
 * half full wastes a permit: the rest of its rows is a moment away. A record that is old when it is
 * read means a backlog; many fresh records at once mean a burst; a silence means the end of either.
 * Each account by itself: the calls of one never wait for what another one has still to be read.
 *
 * <p>Not thread-safe: one per task.
 *
 * <p>Why: {@code docs/rationale.md#a-backlogs-contacts-wait-for-full-calls}.
 */
public final class InputFlow {

  /** A thread that was stalled has seen no silence: so many looks have to find nothing. */
  private static final int QUIET_TICKS = 3;

  private final Settings settings;

  /** Only of accounts of which something came lately. */
  private final Map<AccountId, Flow> flows = new HashMap<>();

  /** Nothing has come yet. */
  public InputFlow(Settings settings) {
    this.settings = settings;
  }

  /**
   * What counts as more to come, and how long a contact waits for it.
   *
   * @param burst many fresh records
   * @param records so many between two ticks are a burst
   * @param backlog old records; what waited for longer than a person notices can wait to be whole
   * @param old a record older than this when it is read is part of a backlog
   */
  public record Settings(Waiting burst, int records, Waiting backlog, Duration old) {}

  /**
   * How long to wait for more.
   *
   * @param silence how long nothing may come before the end is believed; intake commits while it
   *     reads, and what it reads becomes visible only then
   * @param maxAge a contact that was queued this long goes without a full batch
   */
  public record Waiting(Duration silence, Duration maxAge) {}

  /** A change of the account was read. */
  public void arrived(AccountId account, Instant created, Instant now) {
    flows.computeIfAbsent(account, any -> new Flow()).arrived(settings, created, now);
  }

  /** Called by each punctuation. */
  public void tick(Instant now) {
    flows.values().removeIf(flow -> !flow.goesOn(now));
  }

  /** How long a contact may wait for a full batch: zero where no more input is expected. */
  public Duration maxAge(AccountId account) {
    @Nullable Flow flow = flows.get(account);
    return flow == null ? Duration.ZERO : flow.maxAge(settings);
  }

  /** Whether of no account more input is expected. */
  public boolean isQuiet() {
    return flows.values().stream().noneMatch(flow -> flow.burst.on || flow.backlog.on);
  }

  /** The input of one account. */
  private static final class Flow {
    private final Signal burst = new Signal();
    private final Signal backlog = new Signal();
    private int sinceTick;

    void arrived(Settings settings, Instant created, Instant now) {
      sinceTick++;
      if (created.plus(settings.old()).isBefore(now)) {
        backlog.seen(now.plus(settings.backlog().silence()));
      }
      if (sinceTick >= settings.records()) {
        burst.seen(now.plus(settings.burst().silence()));
      }
    }

    boolean goesOn(Instant now) {
      sinceTick = 0;
      burst.tick(now);
      backlog.tick(now);
      return burst.on || backlog.on;
    }

    Duration maxAge(Settings settings) {
      if (backlog.on) {
        return settings.backlog().maxAge();
      }
      return burst.on ? settings.burst().maxAge() : Duration.ZERO;
    }
  }

  /** On from when it is seen until a silence. */
  private static final class Signal {
    private boolean on;
    private Instant until = Instant.EPOCH;
    private int quietTicks;

    void seen(Instant silent) {
      on = true;
      until = silent;
      quietTicks = 0;
    }

    void tick(Instant now) {
      quietTicks++;
      on &= quietTicks <= QUIET_TICKS || now.isBefore(until);
    }
  }
}
