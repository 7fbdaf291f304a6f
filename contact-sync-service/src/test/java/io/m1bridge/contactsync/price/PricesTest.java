package io.m1bridge.contactsync.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.mapping.MappingException;
import io.m1bridge.contactsync.task.TestSettings;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PricesTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Present NOTHING = new NothingKnown(null);

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final Prices prices =
      new Prices(IntakeSettings.of(null), Identities.ALL_EMAIL, TestSettings.with(Map.of()), clock);

  @Test
  void shouldMakeAFewAtATime() {
    String one = prices.begin(DEMO, null, NOTHING).orElseThrow();
    String two = prices.begin(DEMO, null, NOTHING).orElseThrow();

    assertThat(prices.begin(DEMO, null, NOTHING)).isEmpty();
    prices.end(new AccountId("other"), one);
    assertThat(prices.begin(DEMO, null, NOTHING)).as("ended by another account").isEmpty();
    prices.end(DEMO, one);
    assertThat(prices.begin(DEMO, null, NOTHING)).isPresent();
    assertThat(prices.find(DEMO, one)).isEmpty();
    assertThat(prices.find(DEMO, two)).isPresent();
    assertThat(prices.find(new AccountId("other"), two)).as("of another account").isEmpty();
  }

  @Test
  void shouldGiveUpOneWhoseRowsStopComing() {
    String one = prices.begin(DEMO, null, NOTHING).orElseThrow();
    clock.advance(Prices.PATIENCE);
    assertThat(prices.find(DEMO, one)).as("looked at in time").isPresent();
    clock.advance(Prices.PATIENCE.plusSeconds(1));
    prices.expire();

    assertThat(prices.find(DEMO, one)).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongWithAMapping() {
    assertThatThrownBy(() -> prices.begin(DEMO, "format: jsn", NOTHING))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("line 1: there is no format 'jsn'; is 'json' meant?");
  }
}
