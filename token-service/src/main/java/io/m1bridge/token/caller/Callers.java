package io.m1bridge.token.caller;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.permit.Holder;
import io.m1bridge.ui.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The allow-list: which subject may do what for which account. Nobody else may do anything. */
@ApplicationScoped
public class Callers {

  private final Map<String, Caller> bySubject = new HashMap<>();

  Callers(CallerSettings settings) {
    settings
        .callers()
        .forEach(
            (name, caller) ->
                add(
                    caller.subject(),
                    new Caller(
                        name,
                        Set.copyOf(caller.actions()),
                        Set.copyOf(caller.accounts()),
                        holder(name, caller.holder().orElse(name)))));
  }

  private void add(String subject, Caller caller) {
    Caller other = bySubject.put(subject, caller);
    if (other != null) {
      throw new IllegalArgumentException(
          "m1bridge.token.callers."
              + caller.name()
              + ".subject and m1bridge.token.callers."
              + other.name()
              + ".subject are the same: which one counts would be chance");
    }
  }

  /**
   * The caller of a subject; {@code admin} may do everything.
   *
   * @throws io.m1bridge.ui.problem.ProblemException 403 if it is not on the list, or not for this
   *     action
   */
  public Caller require(@Nullable String subject, Action action) {
    Caller caller = subject == null ? null : bySubject.get(subject);
    if (caller == null) {
      throw Problem.of(403, "unknown-caller", "This caller is not on the allow-list")
          .withAdvice("Add its subject as m1bridge.token.callers.<name>.subject")
          .toException();
    }
    if (!caller.actions().contains(action) && !caller.actions().contains(Action.ADMIN)) {
      throw Problem.of(403, "action-not-allowed", "This caller may not do this")
          .withDetail(caller.name() + " lacks the action " + action.name().toLowerCase(Locale.ROOT))
          .withAdvice("Add it to m1bridge.token.callers." + caller.name() + ".actions")
          .toException();
    }
    return caller;
  }

  /** As {@link #require(String, Action)}, and for this account. */
  public Caller require(@Nullable String subject, Action action, AccountId account) {
    Caller caller = require(subject, action);
    if (!caller.mayUse(account)) {
      throw Problem.of(403, "account-not-allowed", "This caller may not use this account")
          .withAdvice("Add the account to m1bridge.token.callers." + caller.name() + ".accounts")
          .toException();
    }
    return caller;
  }

  private static Holder holder(String caller, String label) {
    return Arrays.stream(Holder.values())
        .filter(h -> h.label().equals(label))
        .findFirst()
        .orElseGet(
            () -> {
              if (label.equals(caller)) {
                return Holder.HOUSEKEEPING;
              }
              throw new IllegalArgumentException(
                  "m1bridge.token.callers."
                      + caller
                      + ".holder must be contact-sync, edm-event or housekeeping");
            });
  }

  /**
   * Someone on the list.
   *
   * @param holder whose share pays for its calls
   */
  public record Caller(String name, Set<Action> actions, Set<String> accounts, Holder holder) {

    public boolean mayUse(AccountId account) {
      return accounts.contains("*") || accounts.contains(account.value());
    }
  }
}
