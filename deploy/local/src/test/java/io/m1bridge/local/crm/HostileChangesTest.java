package io.m1bridge.local.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileChangesTest {

  @Test
  void shouldMakeTheSameRecordsOfTheSameSeed() {
    assertThat(kinds(history(3, 60))).isEqualTo(kinds(history(3, 60)));
    assertThat(kinds(history(3, 60))).isNotEqualTo(kinds(history(4, 60)));
  }

  @Test
  void shouldReachEveryKindAndLeaveOneContactPerAddress() {
    List<HostileChange> history = history(1, 600);
    assertThat(history.stream().map(HostileChange::kind).distinct())
        .hasSizeGreaterThanOrEqualTo(
            OddAddresses.values().length + OddValues.values().length + OddRecords.values().length);

    Crm crm = new Crm();
    history.forEach(crm::apply);
    assertThat(crm.expected()).hasSize(crm.size()).hasSizeGreaterThan(400);
  }

  @Test
  void shouldSayOfEachRecordWhetherItHasToBeTaken() {
    Crm crm = new Crm();
    for (HostileChange change : history(5, 300)) {
      assertThat(crm.apply(change) == null)
          .as(change.kind())
          .isEqualTo(change.verdict() instanceof Verdict.Valid);
    }
  }

  private static List<String> kinds(List<HostileChange> history) {
    return history.stream().map(HostileChange::kind).toList();
  }

  private static List<HostileChange> history(long seed, int contacts) {
    List<HostileChange> history = new ArrayList<>();
    new HostileChanges(new Random(seed), "r1", "demo").history(contacts, history::add);
    return history;
  }
}
