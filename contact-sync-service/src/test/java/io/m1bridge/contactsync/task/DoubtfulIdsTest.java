package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.cities;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Ids that are not to be trusted. */
class DoubtfulIdsTest extends KnownDeletesWorld {

  @Test
  void shouldNotDeleteAnotherWhoHasTheIdByNow() {
    synced(2);
    listed();
    m1.store().type("p1@x.cn", ContactField.EMAIL, "somebody@else.cn");
    String deleted = task.delete("k1");
    task.settle();

    assertThat(task.ends()).containsEntry(deleted, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn", "somebody@else.cn");
    assertThat(calls("MARK")).isEqualTo(1);
  }

  @Test
  void shouldNotTrustAnIdWhereM1ListsTheAddressTwice() {
    synced(2);
    m1.store().put(Contact.of(Map.of(ContactField.EMAIL, "P1@x.cn"), Map.of()));
    listed();
    task.delete("k1");
    task.settle();

    assertThat(calls("contact/detail")).isZero();
    assertThat(calls("MARK")).isEqualTo(1);
  }

  @Test
  void shouldNotTrustAnIdWhereM1ListsTheAddressOfADeleteTwice() {
    synced(2);
    m1.store().put(Contact.of(Map.of(ContactField.EMAIL, "P1@x.cn"), Map.of()));
    takesNoAdds();
    String deleted = task.delete("k1");
    task.passInSteps(Duration.ofMinutes(8), STEP);
    assertThat(task.view().reconcile().pass()).as("a pass for ids").isEqualTo(1);
    assertThat(task.ends()).doesNotContainKey(deleted);
    assertThat(m1.store().contacts()).hasSize(3);

    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofMinutes(5), STEP);
    assertThat(task.ends()).containsEntry(deleted, Outcome.APPLIED);
    assertThat(calls("contact/detail")).isZero();
  }

  @Test
  void shouldNotTrustAnIdThatAPageShowedBeforeTheDeleteWhereTheNextOneShowsAnother() {
    task.guarded(0, 0).connected();
    synced(60);
    m1.store().put(Contact.of(Map.of(ContactField.EMAIL, "P1@x.cn"), Map.of()));
    AtomicBoolean second = new AtomicBoolean();
    cloud.filter =
        call -> {
          if (call instanceof M1Call.ListContacts list && list.page() == 2) {
            second.set(true);
          }
          return Optional.empty();
        };
    task.command(Command.Action.RECONCILE);
    for (int i = 0; i < 100 && !second.get(); i++) {
      task.pass(Duration.ofMillis(100));
    }
    assertThat(second).as("the second page is on its way").isTrue();
    task.delete("k1");
    task.pass(Duration.ofSeconds(30));
    task.command(Command.Action.APPROVE);
    task.pass(Duration.ofSeconds(30));

    assertThat(calls("contact/detail")).isZero();
    assertThat(calls("MARK")).isEqualTo(1);
  }

  @Test
  void shouldForgetTheIdOfOneThatAPassDidNotShow() {
    synced(2);
    listed();
    m1.store().hide("p1@x.cn");
    listed();
    m1.store().hide("");
    task.delete("k1");
    task.settle();

    assertThat(calls("contact/detail")).isZero();
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn");
  }

  @Test
  void shouldForgetTheIdsOfAnotherIncarnation() {
    synced(2);
    listed();
    task.account(AccountDescriptor.State.AUTHORIZED, 2);
    task.command(Command.Action.RESET_INCARNATION);
    task.settle();
    task.delete("k1");
    task.settle();

    assertThat(calls("contact/detail")).isZero();
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn");
  }
}
