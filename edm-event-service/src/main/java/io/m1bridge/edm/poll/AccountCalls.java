package io.m1bridge.edm.poll;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.account.Permit;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The calls of one account, and what their failures mean: for the call, or for all the account's
 * work. All callbacks come on the owner's thread.
 */
final class AccountCalls {

  /** As contact-sync does: a plan is changed by people, who need longer than this. */
  private static final Duration FORBIDDEN_PAUSE = Duration.ofMinutes(10);

  private final AccountId account;
  private final int incarnation;
  private final M1Reader reader;
  private final AccountAccess access;
  private final TaskCalls tasks;
  private final AccountHealth health;
  private final PollMetrics metrics;

  /** Work that M1 refused the token, or the API, since it answered anything. */
  private final Set<Work> refusing = new HashSet<>();

  private Consumer<Instant> onRecovered = since -> {};
  private int inFlight;
  private boolean closed;

  AccountCalls(
      AccountDescriptor descriptor,
      M1Reader reader,
      AccountAccess access,
      TaskCalls tasks,
      AccountHealth health,
      PollMetrics metrics) {
    this.account = new AccountId(descriptor.account());
    this.incarnation = descriptor.incarnation();
    this.reader = reader;
    this.access = access;
    this.tasks = tasks;
    this.health = health;
    this.metrics = metrics;
  }

  /** Who is told that the account's trouble is over, and since when it had been. */
  void onRecovered(Consumer<Instant> listener) {
    onRecovered = listener;
  }

  int inFlight() {
    return inFlight;
  }

  /** From now on answers are dropped: the account belongs to someone else, or is another one. */
  void close() {
    closed = true;
  }

  /**
   * Reads from M1.
   *
   * @param work that wants it
   */
  <T> void make(Permit permit, M1Call<T> call, Work work, CallHandler<T> handler) {
    inFlight++;
    tasks.await(
        reader.read(permit, incarnation, call),
        outcome -> {
          inFlight--;
          if (closed) {
            return;
          }
          if (outcome instanceof ReadOutcome.Made<T> made) {
            answered(call, work, made, handler);
          } else if (outcome instanceof ReadOutcome.NotMade<T> notMade) {
            metrics.call(account, call.name(), "not-made");
            health.pause(notMade.reason(), notMade.retryAfter());
            handler.notMade();
          } else if (outcome instanceof ReadOutcome.Broken<T> broken) {
            failed(call, work, "internal-error", broken.failure(), handler);
          }
        });
  }

  private <T> void answered(
      M1Call<T> call, Work work, ReadOutcome.Made<T> made, CallHandler<T> handler) {
    M1Outcome<T> outcome = made.outcome();
    if (outcome instanceof M1Outcome.Accepted<T> accepted) {
      metrics.call(account, call.name(), "accepted");
      refusing.clear();
      Instant since = health.answered();
      handler.answered(accepted.value(), made.askedAt());
      if (since != null) {
        onRecovered.accept(since);
      }
    } else if (outcome instanceof M1Outcome.Unauthorized<T>) {
      unauthorized(call, work, made, handler);
    } else if (outcome instanceof M1Outcome.Throttled<T> throttled) {
      access.reportThrottled(account);
      stopped(
          call,
          "throttled",
          "M1 takes no more calls for now (E10104, or HTTP 429)",
          throttled.retryAfter().orElse(Duration.ZERO),
          handler);
    } else if (outcome instanceof M1Outcome.Forbidden<T>) {
      forbidden(call, work, made, handler);
    } else {
      no(call, work, outcome, handler);
    }
  }

  private static final String FORBIDDEN =
      "M1 refuses this account the API ("
          + M1Code.NO_PERMISSION
          + "): check its plan at M1. It is asked again every 10 minutes";

  /**
   * Whether it may be one campaign that M1 refuses so: the list, which is asked every minute, or a
   * second campaign tells whether it is the account.
   */
  private boolean isOfOneCampaign(Work work) {
    refusing.add(work);
    return !(work instanceof Discovery) && refusing.size() == 1;
  }

  private <T> void unauthorized(
      M1Call<T> call, Work work, ReadOutcome.Made<T> made, CallHandler<T> handler) {
    if (isOfOneCampaign(work)) {
      String why = "M1 refuses the token for this campaign (E10101)";
      failed(call, work, "unauthorized", new Failure(why, false, Duration.ZERO), handler);
    } else if (access.reportInvalid(account, made.token())) {
      stopped(call, "unauthorized", "M1 refuses the token (E10101)", Duration.ZERO, handler);
    } else {
      paused(
          call,
          "unauthorized",
          "M1 does not know the new token yet (E10101)",
          AccountAccess.HELD_BACK,
          handler);
    }
  }

  /** Where nothing was suspended, nobody would resume it either: then it is asked again soon. */
  private <T> void forbidden(
      M1Call<T> call, Work work, ReadOutcome.Made<T> made, CallHandler<T> handler) {
    if (isOfOneCampaign(work)) {
      String why = "M1 refuses the API for this campaign (" + M1Code.NO_PERMISSION + ")";
      failed(call, work, "forbidden", new Failure(why, false, Duration.ZERO), handler);
      return;
    }
    paused(call, "forbidden", FORBIDDEN, FORBIDDEN_PAUSE, handler);
    tasks.await(
        access.reportNoPermission(account, made.token()),
        suspended -> {
          if (!suspended) {
            health.pauseOnlyFor(AccountAccess.HELD_BACK);
          }
        });
  }

  private <T> void paused(
      M1Call<T> call, String word, String why, Duration wait, CallHandler<T> handler) {
    metrics.call(account, call.name(), word);
    health.pause(why, wait);
    handler.notMade();
  }

  private <T> void no(M1Call<T> call, Work work, M1Outcome<T> outcome, CallHandler<T> handler) {
    if (outcome instanceof M1Outcome.Unavailable<T> unavailable) {
      unavailable(call, work, unavailable, handler);
    } else if (outcome instanceof M1Outcome.Unknown<T> unknown) {
      Duration wait = unknown.retryAfter().orElse(Duration.ZERO);
      failed(call, work, "unknown", new Failure(unknown.reason(), false, wait), handler);
    } else if (outcome instanceof M1Outcome.Refused<T> refused) {
      failed(call, work, "refused", refusal("M1 refuses it: " + refused.code()), handler);
    } else if (outcome instanceof M1Outcome.ContactLimit<T> limit) {
      // Not for reads, as far as M1's page tells; an answer all the same.
      failed(call, work, "refused", refusal("M1 refuses it: " + limit.code()), handler);
    } else if (outcome instanceof M1Outcome.TooLarge<T>) {
      failed(call, work, "refused", refusal("M1 refuses it: the request is too large"), handler);
    } else if (outcome instanceof M1Outcome.Unexplained<T> unexplained) {
      String why = "M1 says no and not why" + unexplained.code().map(c -> ": " + c).orElse("");
      // Whoever says when does not say "no": nothing of the call is to be changed.
      Failure failure =
          unexplained
              .retryAfter()
              .map(wait -> new Failure(why, false, wait))
              .orElseGet(() -> refusal(why));
      failed(call, work, "unexplained", failure, handler);
    }
  }

  private <T> void unavailable(
      M1Call<T> call, Work work, M1Outcome.Unavailable<T> outcome, CallHandler<T> handler) {
    Duration wait = outcome.retryAfter();
    if (outcome.isCircuitOpen()) {
      // Says nothing of this call: those before it have failed, each for its own work.
      paused(call, "not-made", "Too many calls to M1 failed", wait, handler);
      return;
    }
    failed(call, work, "unavailable", new Failure(outcome.reason(), false, wait), handler);
  }

  private static Failure refusal(String why) {
    return new Failure(why, true, Duration.ZERO);
  }

  private <T> void failed(
      M1Call<T> call, Work work, String word, Failure failure, CallHandler<T> handler) {
    metrics.call(account, call.name(), word);
    health.failed(work, failure);
    handler.failed(failure.inTrouble(health.inTrouble()));
  }

  private <T> void stopped(
      M1Call<T> call, String word, String why, Duration atLeast, CallHandler<T> handler) {
    metrics.call(account, call.name(), word);
    health.stop(why, atLeast);
    handler.notMade();
  }
}
