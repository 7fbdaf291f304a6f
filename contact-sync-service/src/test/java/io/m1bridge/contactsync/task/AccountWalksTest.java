package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.task.AccountWalks.Portion;
import io.m1bridge.contactsync.task.AccountWalks.Walk;
import io.m1bridge.m1.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A walk comes by everything once, in portions, also where the task begins anew in between. */
class AccountWalksTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final AccountId OTHER = new AccountId("demo-2");

  private final Ledger ledger = new Ledger(MemoryStores.ledger());
  private final Map<AccountId, List<String>> visited = new HashMap<>();
  private AccountWalks walks = begun("retry");

  private AccountWalks begun(String name) {
    AccountWalks begun = new AccountWalks(ledger, name, this::visit);
    begun.load();
    return begun;
  }

  /** Entries 1 to 5, two at a time; the odd ones are changed. */
  private Portion visit(AccountId account, String after) {
    int from = after.isEmpty() ? 1 : Integer.parseInt(after) + 1;
    int to = Math.min(5, from + 1);
    int changed = 0;
    for (int i = from; i <= to; i++) {
      visited.computeIfAbsent(account, a -> new ArrayList<>()).add(Integer.toString(i));
      changed += i % 2;
    }
    return new Portion(Integer.toString(to), changed, to == 5);
  }

  @Test
  void shouldComeByEverythingAndTellOnceThatItIsOver() {
    walks.begin(DEMO);

    assertThat(walks.step(DEMO)).isNull();
    assertThat(walks.step(DEMO)).isNull();
    assertThat(walks.step(DEMO)).isEqualTo(new Walk(DEMO, "5", 3));
    assertThat(walks.step(DEMO)).isNull();
    assertThat(visited.get(DEMO)).containsExactly("1", "2", "3", "4", "5");
    assertThat(walks.accounts()).isEmpty();
  }

  @Test
  void shouldVisitNothingWhereNoWalkBegan() {
    assertThat(walks.step(DEMO)).isNull();
    assertThat(visited).isEmpty();
  }

  @Test
  void shouldGoOnAfterARestartWhereItWas() {
    walks.begin(DEMO);
    walks.step(DEMO);
    walks = begun("retry");

    assertThat(walks.accounts()).containsExactly(DEMO);
    assertThat(walks.step(DEMO)).isNull();
    walks = begun("retry");
    assertThat(walks.step(DEMO)).isEqualTo(new Walk(DEMO, "5", 3));
    assertThat(visited.get(DEMO)).containsExactly("1", "2", "3", "4", "5");
    assertThat(begun("retry").accounts()).as("over for good").isEmpty();
  }

  @Test
  void shouldBeginAnewWhereItIsAskedForAgain() {
    walks.begin(DEMO);
    walks.step(DEMO);
    walks.begin(DEMO);
    walks.step(DEMO);

    assertThat(visited.get(DEMO)).containsExactly("1", "2", "1", "2");
    walks.step(DEMO);
    assertThat(walks.step(DEMO)).isEqualTo(new Walk(DEMO, "5", 3));
  }

  @Test
  void shouldKeepAccountsAndKindsApart() {
    walks.begin(DEMO);
    walks.begin(OTHER);
    AccountWalks resets = begun("reset");
    assertThat(resets.accounts()).isEmpty();
    walks.step(DEMO);
    walks.step(DEMO);
    walks.step(DEMO);

    assertThat(walks.accounts()).containsExactly(OTHER);
    assertThat(visited).containsOnlyKeys(DEMO);
    assertThat(begun("retry").accounts()).containsExactly(OTHER);
  }

  @Test
  void shouldNotSayWhereItIs() {
    assertThat(new Walk(DEMO, "a key of the CRM", 1).toString()).isEqualTo("Walk[demo]");
  }
}
