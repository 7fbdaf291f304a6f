package io.m1bridge.token.caller;

import io.m1bridge.production.Finding;
import io.m1bridge.production.ProductionCheck;
import java.util.List;
import java.util.Map;

/** Whether a caller may do what it may for every account there is or will be. */
public final class CallerAccountsCheck implements ProductionCheck {

  private final Map<String, CallerSettings.Caller> callers;

  /**
   * @param callers by name
   */
  public CallerAccountsCheck(Map<String, CallerSettings.Caller> callers) {
    this.callers = Map.copyOf(callers);
  }

  @Override
  public List<Finding> findings() {
    return callers.entrySet().stream()
        .filter(caller -> caller.getValue().accounts().contains("*"))
        .map(Map.Entry::getKey)
        .sorted()
        .map(
            name ->
                Finding.severe(
                    "m1bridge.token.callers." + name + ".accounts",
                    "caller " + name + " may do what it may for all accounts (*)",
                    "Name its accounts"))
        .toList();
  }
}
