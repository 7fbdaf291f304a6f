package io.m1bridge.token.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.production.Finding;
import io.m1bridge.token.caller.CallerSettings.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerAccountsCheckTest {

  private record Of(List<String> accounts) implements Caller {
    @Override
    public String subject() {
      return "subject";
    }

    @Override
    public List<Action> actions() {
      return List.of(Action.TOKEN);
    }

    @Override
    public Optional<String> holder() {
      return Optional.empty();
    }
  }

  @Test
  void shouldNameEveryCallerOfAllAccounts() {
    List<Finding> findings =
        new CallerAccountsCheck(
                Map.of(
                    "one", new Of(List.of("a", "*")),
                    "two", new Of(List.of("a", "b")),
                    "all", new Of(List.of("*"))))
            .findings();

    assertThat(findings)
        .extracting(Finding::property)
        .containsExactly(
            "m1bridge.token.callers.all.accounts", "m1bridge.token.callers.one.accounts");
    assertThat(findings).extracting(Finding::severity).containsOnly(Finding.Severity.SEVERE);
  }
}
