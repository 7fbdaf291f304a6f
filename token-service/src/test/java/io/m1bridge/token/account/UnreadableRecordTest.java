package io.m1bridge.token.account;

import static io.m1bridge.token.Samples.DEMO;
import static io.m1bridge.token.Samples.END;
import static io.m1bridge.token.Samples.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.token.MemoryLog;
import io.m1bridge.token.state.AccountState.Registered;
import io.m1bridge.token.state.Registration;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that is missing for an hour must not cost a grant; a person may give the account up. */
class UnreadableRecordTest {

  private static final Registration REGISTRATION = account(new Registered()).registration();

  private final MemoryLog log = new MemoryLog();
  private final AccountOps accounts = new AccountOps(log, Clock.fixed(END, ZoneOffset.UTC));

  @BeforeEach
  void damage() {
    log.damaged.put(DEMO, "its key 7 is not in the keyset");
  }

  @Test
  void shouldNotWriteADeclarationOverIt() {
    assertThatThrownBy(() -> accounts.declare(DEMO, REGISTRATION, "configuration"))
        .isInstanceOf(UnreadableAccount.class)
        .hasMessageContaining("demo")
        .hasMessageContaining("its key 7 is not in the keyset");

    assertThat(log.accounts).isEmpty();
    assertThat(log.damaged).containsKey(DEMO);
    assertThat(log.events).isEmpty();
  }

  @Test
  void shouldEraseItWhereAPersonGivesItUp() throws Exception {
    accounts.remove(DEMO, "local-admin");

    assertThat(log.damaged).isEmpty();
    assertThat(log.events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.what()).isEqualTo(AccountEvent.What.REMOVED);
              assertThat(event.by()).isEqualTo("local-admin");
            });
    assertThat(accounts.declare(DEMO, REGISTRATION, "local-admin").state())
        .isEqualTo(new Registered());
  }
}
