package io.m1bridge.contactsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue.Entry;
import io.m1bridge.contactsync.store.ContactQueue.Place;
import io.m1bridge.contactsync.task.MemoryStores;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** First come first served, per account and lane; depths are those of what is stored. */
class ContactQueueTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final AccountId DEMO_2 = new AccountId("demo-2");
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final KeyValueStore<String, byte[]> store = MemoryStores.ledger();
  private final ContactQueue queue = new ContactQueue(store);

  private static ContactKey key(AccountId account, String name) {
    return new ContactKey(account, name);
  }

  private String add(AccountId account, String name, Lane lane, Aside aside, int second) {
    ContactKey key = key(account, name);
    String entry = ContactQueue.entry(key, lane, aside, START.plusSeconds(second));
    queue.add(entry, key);
    return entry;
  }

  private String add(String name, Lane lane, int second) {
    return add(DEMO, name, lane, null, second);
  }

  private List<String> names(List<ContactKey> keys) {
    return keys.stream().map(ContactKey::key).toList();
  }

  @Test
  void shouldGiveTheOldestFirstWhateverItsName() {
    add("a", Lane.ADD, 30);
    add("z", Lane.ADD, 10);
    add("m", Lane.ADD, 20);

    assertThat(names(queue.scan(DEMO, Lane.ADD, 9))).containsExactly("z", "m", "a");
    assertThat(names(queue.scan(DEMO, Lane.ADD, 2))).containsExactly("z", "m");
    assertThat(queue.oldest(DEMO, Lane.ADD)).contains(START.plusSeconds(10));
  }

  @Test
  void shouldKeepLanesAndAccountsApart() {
    add("a", Lane.ADD, 1);
    add("e", Lane.EDIT, 2);
    add(DEMO_2, "other", Lane.ADD, null, 0);

    assertThat(names(queue.scan(DEMO, Lane.ADD, 9))).containsExactly("a");
    assertThat(names(queue.scan(DEMO, Lane.EDIT, 9))).containsExactly("e");
    assertThat(queue.scan(DEMO, Lane.DELETE, 9)).isEmpty();
    assertThat(queue.scan(DEMO_2, Lane.ADD, 9)).containsExactly(key(DEMO_2, "other"));
    assertThat(queue.oldest(DEMO, Lane.DELETE)).isEmpty();
    assertThat(queue.accounts()).containsExactlyInAnyOrder(DEMO, DEMO_2);
    assertThat(List.of(queue.depth(DEMO), queue.depth(DEMO_2))).containsExactly(2, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k/1", "a/b/c/d/e/f", "/", "~", "k~1/2", "联系人", "queue/demo/ADD"})
  void shouldTakeAnyKeyOfTheCrm(String name) {
    String entry = add(name, Lane.EDIT, 1);
    String beside = add(DEMO, name, Lane.EDIT, Aside.half("c-1", 1), 1);

    assertThat(names(queue.scan(DEMO, Lane.EDIT, 9))).containsExactly(name);
    assertThat(names(queue.scan(DEMO, new Place(Lane.EDIT, Aside.half("c-1", 1)), 9)))
        .containsExactly(name);
    assertThat(queue.oldest(DEMO, Lane.EDIT)).contains(START.plusSeconds(1));
    queue.remove(entry);
    queue.remove(beside);
    assertThat(queue.depth(DEMO)).isZero();
  }

  @Test
  void shouldTellWhereAnEntryStands() {
    String lane = ContactQueue.entry(key(DEMO, "k/1"), Lane.ADD, null, START);
    Aside half = Aside.half("c-1", 0);
    String aside = ContactQueue.entry(key(DEMO, "k/1"), Lane.ADD, half, START);

    assertThat(ContactQueue.isIn(lane, Lane.ADD, null)).isTrue();
    assertThat(ContactQueue.isIn(lane, Lane.EDIT, null)).isFalse();
    assertThat(ContactQueue.isIn(lane, Lane.ADD, half)).isFalse();
    assertThat(ContactQueue.isIn(aside, Lane.ADD, half)).isTrue();
    assertThat(ContactQueue.isIn(aside, Lane.ADD, Aside.half("c-1", 1))).isFalse();
    assertThat(ContactQueue.isIn(aside, Lane.EDIT, half)).isFalse();
    assertThat(ContactQueue.isIn(aside, Lane.ADD, null)).isFalse();
  }

  @Test
  void shouldCountAgainAfterARestart() {
    add("a", Lane.ADD, 1);
    String gone = add("b", Lane.ADD, 2);
    add("d", Lane.DELETE, 3);
    add(DEMO, "h", Lane.EDIT, Aside.half("c-1", 0), 4);
    add(DEMO_2, "l", Lane.ADD, Aside.LABELS, 5);
    queue.remove(gone);

    ContactQueue next = new ContactQueue(store);
    next.load();

    assertThat(next.accounts()).isEqualTo(queue.accounts());
    assertThat(next.depth(DEMO)).isEqualTo(queue.depth(DEMO)).isEqualTo(3);
    assertThat(next.depth(DEMO, Lane.ADD)).isEqualTo(1);
    assertThat(next.depth(DEMO, Lane.DELETE)).isEqualTo(1);
    assertThat(next.depth(DEMO, Lane.EDIT)).as("beside the lane").isZero();
    assertThat(next.places(DEMO, Aside.Kind.BISECT))
        .containsExactly(new Place(Lane.EDIT, Aside.half("c-1", 0)));
    assertThat(next.isForProperties(DEMO_2)).isTrue();
  }

  @Test
  void shouldNotCountWhatNoCallIsMadeFor() {
    add(DEMO, "missing", Lane.ADD, Aside.PROPERTY_MISSING, 1);
    assertThat(queue.depth(DEMO)).isZero();
    assertThat(queue.isForProperties(DEMO)).isTrue();

    add(DEMO, "labels", Lane.ADD, Aside.LABELS, 1);
    add(DEMO, "joins", Lane.ADD, Aside.JOINS, 1);
    assertThat(queue.depth(DEMO)).isEqualTo(2);
  }

  @Test
  void shouldNotLookForPropertiesOfThoseThatOnlyWaitForTheirTurn() {
    add("a", Lane.ADD, 1);
    add(DEMO, "h", Lane.ADD, Aside.half("c-1", 0), 1);
    add(DEMO, "j", Lane.ADD, Aside.JOINS, 1);

    assertThat(queue.isForProperties(DEMO)).isFalse();
  }

  @Test
  void shouldFindTheSmallestPartOfARefusedBatch() {
    Aside large = Aside.half("c-1", 0);
    Aside small = Aside.half("c-2", 1);
    add(DEMO, "a", Lane.ADD, large, 1);
    String second = add(DEMO, "b", Lane.ADD, large, 1);
    String single = add(DEMO, "c", Lane.EDIT, small, 1);
    add(DEMO, "j", Lane.ADD, Aside.JOINS, 1);

    assertThat(queue.smallest(DEMO, Aside.Kind.BISECT)).contains(new Place(Lane.EDIT, small));
    queue.remove(second);
    assertThat(queue.smallest(DEMO, Aside.Kind.BISECT))
        .as("equal ones in the order of their names")
        .contains(new Place(Lane.ADD, large));
    queue.remove(single);
    assertThat(queue.places(DEMO, Aside.Kind.BISECT)).containsExactly(new Place(Lane.ADD, large));
    assertThat(queue.smallest(DEMO, Aside.Kind.LABELS)).isEmpty();
    assertThat(queue.smallest(DEMO_2, Aside.Kind.BISECT)).isEmpty();
  }

  @Test
  void shouldGiveOnlyThoseThatCameBeforeATime() {
    add("a", Lane.ADD, 1);
    add("b", Lane.ADD, 2);
    add("c", Lane.ADD, 3);

    List<Entry> first = queue.older(DEMO, Lane.ADD, START.plusSeconds(3), "", 1);
    List<Entry> rest = queue.older(DEMO, Lane.ADD, START.plusSeconds(3), first.get(0).id(), 9);

    assertThat(first).extracting(entry -> entry.contact().key()).containsExactly("a");
    assertThat(rest).extracting(entry -> entry.contact().key()).containsExactly("b");
    assertThat(queue.older(DEMO, Lane.ADD, START.plusSeconds(1), "", 9)).isEmpty();
    assertThat(queue.older(DEMO, Lane.EDIT, START.plusSeconds(9), "", 9)).isEmpty();
  }

  @Test
  void shouldGoOnBehindAnEntryThatIsGone() {
    add("a", Lane.ADD, 1);
    String gone = add("b", Lane.ADD, 2);
    add("c", Lane.ADD, 3);
    queue.remove(gone);

    assertThat(queue.older(DEMO, Lane.ADD, START.plusSeconds(9), gone, 9))
        .extracting(entry -> entry.contact().key())
        .containsExactly("c");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 50})
  void shouldComeByEveryContactOncePortionByPortion(int most) {
    add("a", Lane.ADD, 1);
    add("d", Lane.DELETE, 2);
    add("e", Lane.EDIT, 3);
    add(DEMO, "h", Lane.EDIT, Aside.half("c-1", 0), 4);
    add(DEMO, "j", Lane.ADD, Aside.JOINS, 5);
    add(DEMO_2, "other", Lane.ADD, null, 0);
    add(DEMO_2, "other-2", Lane.ADD, Aside.JOINS, 0);

    List<String> seen = new ArrayList<>();
    ContactQueue.Portion portion = queue.portion(DEMO, "", most);
    while (!portion.contacts().isEmpty()) {
      assertThat(portion.contacts()).hasSizeLessThanOrEqualTo(most);
      seen.addAll(names(portion.contacts()));
      portion = queue.portion(DEMO, portion.last(), most);
    }

    assertThat(seen).containsExactlyInAnyOrder("a", "d", "e", "h", "j");
    assertThat(queue.portion(DEMO, portion.last(), most).contacts()).as("at the end").isEmpty();
  }
}
