package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** M1 refuses a whole batch for one contact: what it costs to let all others through. */
class PoisonTest {

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud).connected();

  /** Halving takes 14 calls for each of the 50 culprits, and 599 where all are. */
  @ParameterizedTest
  @CsvSource({"5000, 50, 520", "5000, 1, 35", "300, 300, 450"})
  void shouldFindTheCulpritsInFewCalls(int contacts, int culprits, int mostCalls) {
    Set<String> poison =
        new Random(3)
            .ints(0, contacts)
            .distinct()
            .limit(culprits)
            .mapToObj(i -> "p" + i + "@x.cn")
            .collect(Collectors.toSet());
    cloud.filter =
        call ->
            call instanceof M1Call.AddContacts add
                    && add.contacts().stream()
                        .anyMatch(row -> poison.contains(row.get(ContactField.EMAIL).orElse("")))
                ? Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""))
                : Optional.empty();
    for (int i = 0; i < contacts; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.pass(Duration.ofMinutes(5));

    assertThat(task.ends().values().stream().filter(Outcome.REJECTED::equals)).hasSize(culprits);
    assertThat(m1.store().contacts()).hasSize(contacts - culprits);
    assertThat(task.ends()).hasSize(contacts);
    assertThat(cloud.calls).isLessThanOrEqualTo(mostCalls);
  }
}
