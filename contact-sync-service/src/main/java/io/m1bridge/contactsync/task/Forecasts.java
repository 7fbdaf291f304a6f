package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.plan.Drain;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.view.Forecast;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What is to be expected of the accounts of a task, by what is known of them now. */
final class Forecasts {

  private final Accounts accounts;
  private final ContactQueue queue;
  private final ContactStore contacts;
  private final DeleteGuard guard;
  private final TaskSettings settings;
  private final PlanLimits limits;
  private final Clock clock;

  Forecasts(
      Accounts accounts,
      ContactQueue queue,
      ContactStore contacts,
      DeleteGuard guard,
      TaskSettings settings,
      Clock clock) {
    this.accounts = accounts;
    this.queue = queue;
    this.contacts = contacts;
    this.guard = guard;
    this.settings = settings;
    this.limits = settings.planLimits();
    this.clock = clock;
  }

  Forecast of(AccountWork account) {
    Instant now = clock.instant();
    AccountId id = account.id();
    Optional<AccountDescriptor> descriptor = accounts.descriptor(id);
    long held = contacts.counts(id).inM1();
    @Nullable Long limit = descriptor.flatMap(limits::of).orElse(null);
    OptionalDouble perDay = contacts.growth().perDay(id, held, now);
    OptionalDouble made = account.recentCalls().perHour(now);
    return new Forecast(
        descriptor
            .flatMap(known -> drain(account, known, now))
            .map(Duration::toSeconds)
            .orElse(null),
        held,
        limit,
        toOneDigit(perDay),
        daysUntilFull(account, held, limit, perDay.orElse(0)),
        descriptor.map(AccountDescriptor::callsPerHour).orElse(null),
        toOneDigit(made));
  }

  private Optional<Duration> drain(AccountWork account, AccountDescriptor known, Instant now) {
    if (account.isBlocked() || known.callsPerHour() < 1) {
      return Optional.empty();
    }
    int most = settings.limits().withAtMost(account.batchRows(now)).rows();
    List<Drain.Waiting> lanes =
        Arrays.stream(Lane.values())
            .filter(lane -> isSent(account, lane, now))
            .map(
                lane ->
                    new Drain.Waiting(
                        lane,
                        queue.waiting(account.id(), lane),
                        account.recentRows().of(lane, most)))
            .toList();
    return Optional.of(Drain.of(lanes, known.callsPerHour()));
  }

  private boolean isSent(AccountWork account, Lane lane, Instant now) {
    return switch (lane) {
      case ADD -> account.room().mayAdd(now);
      case EDIT -> true;
      case DELETE -> account.room().mayMark(now) && guard.held(account.id()) == 0;
    };
  }

  private static @Nullable Double daysUntilFull(
      AccountWork account, long held, @Nullable Long limit, double perDay) {
    if (account.room().isFull() || (limit != null && held >= limit)) {
      return 0.0;
    }
    return limit == null || perDay <= 0 ? null : (Double) toOneDigit((limit - held) / perDay);
  }

  private static @Nullable Double toOneDigit(OptionalDouble value) {
    return value.isPresent() ? (Double) toOneDigit(value.getAsDouble()) : null;
  }

  private static double toOneDigit(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
