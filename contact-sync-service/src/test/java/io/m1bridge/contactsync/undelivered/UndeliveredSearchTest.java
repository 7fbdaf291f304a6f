package io.m1bridge.contactsync.undelivered;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.task.MemoryStores;
import io.m1bridge.contactsync.undelivered.UndeliveredSearch.Found;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** What is found in the list of undelivered contacts, and how far it was looked for. */
class UndeliveredSearchTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final KeyValueStore<String, byte[]> store = MemoryStores.ledger();
  private final Ledger.Section<Undelivered> list =
      new Ledger(store).section("undelivered", Undelivered.class);

  private void contact(String account, String key, String reason) {
    list.put(
        account + "/" + key,
        new Undelivered(
            account, key, Undelivered.State.WAITING, reason, "Wait", Instant.EPOCH, null, null));
  }

  private Found find(String reason, String text, String after, int most) {
    return UndeliveredSearch.find(store, DEMO, new UndeliveredFilter(reason, text), after, most);
  }

  private static List<String> keys(Found found) {
    return found.contacts().stream().map(Undelivered::contactKey).toList();
  }

  @Test
  void shouldFindByReasonAndKey() {
    contact("demo", "a-1", "queued");
    contact("demo", "A-2", "email-taken");
    contact("demo", "b-1", "queued");
    contact("other", "a-3", "queued");

    assertThat(keys(find("queued", "", "", 10))).containsExactly("a-1", "b-1");
    assertThat(keys(find("", " A-", "", 10))).containsExactly("A-2", "a-1");
    assertThat(keys(find("queued", "b", "", 10))).containsExactly("b-1");
    assertThat(find("", "none", "", 10)).isEqualTo(new Found(List.of(), 3, null));
  }

  @Test
  void shouldGoOnWhereItHasEnded() {
    for (int number = 1_000; number < 6_000; number++) {
      contact("demo", "c" + number, number % 1_000 == 0 ? "email-taken" : "queued");
    }

    Found first = find("", "", "", 100);
    assertThat(first.contacts()).hasSize(100);
    assertThat(first.next()).isEqualTo("c1099");
    assertThat(keys(find("", "", "c1099", 1))).containsExactly("c1100");
    assertThat(find("", "", "c5899", 100).next()).as("just all").isNull();
    Found rare = find("email-taken", "", "", 3);
    assertThat(keys(rare)).containsExactly("c1000", "c2000", "c3000");
    assertThat(keys(find("email-taken", "", String.valueOf(rare.next()), 3)))
        .containsExactly("c4000", "c5000");
  }

  @Test
  void shouldSayHowFarItLooked() {
    for (int number = 0; number <= UndeliveredSearch.MOST_LOOKED; number++) {
      contact("demo", "c%06d".formatted(number), "queued");
    }
    contact("demo", "d", "email-taken");

    Found found = find("email-taken", "", "", 3);
    assertThat(found.contacts()).isEmpty();
    assertThat(found.looked()).isEqualTo(UndeliveredSearch.MOST_LOOKED);
    assertThat(found.next()).isEqualTo("c099999");
    assertThat(keys(find("email-taken", "", "c099999", 3))).containsExactly("d");
  }
}
