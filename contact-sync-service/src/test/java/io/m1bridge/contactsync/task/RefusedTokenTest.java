package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.byEvent;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** E10101 and E10102 that say nothing of the account, since the token was too young or too old. */
class RefusedTokenTest {

  @Test
  void shouldGoOnSoonAfterATokenThatM1DidNotKnowYet() {
    FakeM1 m1 = new FakeM1();
    TaskHarness sync = new TaskHarness(m1).connected();
    sync.access.tokensAreYoung(true);
    for (int i = 0; i < 6; i++) {
      m1.next(new M1Outcome.Unauthorized<>());
    }
    String applied = sync.upsert("k1", person("a@x.cn", ""));

    assertThat(byEvent(sync.pass(Duration.ofSeconds(30)).results()))
        .isEqualTo(Map.of(applied, Outcome.APPLIED));
    assertThat(sync.access.invalidReports()).isEmpty();
  }

  @Test
  void shouldWaitTenMinutesOnlyWhereAForbiddenAccountWasSuspended() {
    for (boolean suspended : List.of(true, false)) {
      FakeM1 cloud = new FakeM1();
      TaskHarness one = new TaskHarness(cloud).connected();
      one.access.takesNoPermission(suspended);
      cloud.next(new M1Outcome.Forbidden<>());
      String applied = one.upsert("k1", person("a@x.cn", ""));

      assertThat(byEvent(one.pass(Duration.ofSeconds(20)).results()))
          .isEqualTo(suspended ? Map.of() : Map.of(applied, Outcome.APPLIED));
      assertThat(one.access.noPermissionReports()).hasSize(1);
    }
  }
}
