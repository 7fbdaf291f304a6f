package io.m1bridge.token.page;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.calls.CallCounts;
import io.m1bridge.token.calls.CallHour;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.refresh.RefreshSettings;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.Account;
import io.m1bridge.ui.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what the pages show about accounts. */
@ApplicationScoped
class AccountsView {

  static final int PAGE = 50;

  private final FencedLog log;
  private final CallCounts calls;
  private final UnknownOutcome policy;
  private final Clock clock;

  AccountsView(FencedLog log, CallCounts calls, RefreshSettings settings, Clock clock) {
    this.log = log;
    this.calls = calls;
    this.clock = clock;
    this.policy = settings.unknownOutcome();
  }

  /**
   * One page of accounts.
   *
   * @param find part of an id; empty: all
   * @param asked from 1; beyond the last one: the last one
   */
  Overview overview(String find, int asked) {
    Instant now = clock.instant();
    String part = find.strip().toLowerCase(Locale.ROOT);
    List<Account> all = log.view().accounts();
    List<Account> found = all.stream().filter(a -> a.id().value().contains(part)).toList();
    int pages = Math.max(1, (found.size() + PAGE - 1) / PAGE);
    int page = Math.max(1, Math.min(asked, pages));
    List<Account> shown = found.subList((page - 1) * PAGE, Math.min(found.size(), page * PAGE));
    Map<AccountId, CallHour> hours = calls.of(shown.stream().map(Account::id).toList());
    return new Overview(
        shown.stream().map(a -> AccountRow.of(a, hours.get(a.id()), policy, now)).toList(),
        damaged(part),
        all.size() + log.view().damaged().size(),
        (int) all.stream().filter(a -> a.state().currentTokens().isPresent()).count(),
        (int) all.stream().filter(a -> AccountCondition.of(a, policy, now).needsPerson()).count()
            + log.view().damaged().size(),
        part,
        page,
        pages,
        log.isLoaded());
  }

  private List<Damaged> damaged(String part) {
    return log.view().damaged().stream()
        .filter(id -> id.value().contains(part))
        .sorted(Comparator.comparing(AccountId::value))
        .limit(PAGE)
        .map(
            id ->
                new Damaged(
                    id.value(), AccountCondition.damaged(log.view().damage(id).orElse("unknown"))))
        .toList();
  }

  /** One account; empty if there is none that can be read. */
  Optional<AccountRow> one(AccountId id) {
    return log.view()
        .account(id)
        .map(
            account ->
                AccountRow.of(account, calls.of(List.of(id)).get(id), policy, clock.instant()));
  }

  /** Refuses an account whose record cannot be read. */
  void requireReadable(AccountId id) {
    log.view()
        .damage(id)
        .ifPresent(
            why -> {
              AccountCondition condition = AccountCondition.damaged(why);
              throw Problem.of(409, "account-unreadable", condition.label())
                  .withDetail(String.valueOf(condition.happened()))
                  .withAdvice(String.valueOf(condition.advice()))
                  .toException();
            });
  }

  /**
   * What the overview shows.
   *
   * @param accounts all there are, whatever was looked for
   * @param connected those with tokens
   * @param needPerson those that wait for somebody
   */
  public record Overview(
      List<AccountRow> rows,
      List<Damaged> damaged,
      int accounts,
      int connected,
      int needPerson,
      String find,
      int page,
      int pages,
      boolean loaded) {

    public boolean isEmpty() {
      return rows.isEmpty() && damaged.isEmpty();
    }

    public @Nullable Integer before() {
      return page > 1 ? page - 1 : null;
    }

    public @Nullable Integer after() {
      return page < pages ? page + 1 : null;
    }

    /** Whether there is more than fits on a page, so that looking for one makes sense. */
    public boolean isLarge() {
      return accounts > PAGE || !find.isEmpty();
    }
  }

  /** An account whose record cannot be read. */
  public record Damaged(String id, AccountCondition condition) {}
}
