package io.m1bridge.contactsync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.task.MemoryStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections share one store: none may see what is another's, and the order of keys is a promise. */
class LedgerTest {

  private final KeyValueStore<String, byte[]> store = MemoryStores.ledger();
  private final Ledger ledger = new Ledger(store);
  private final Ledger.Section<String> section = ledger.section("group", String.class);

  private void put(String... ids) {
    List.of(ids).forEach(id -> section.put(id, id));
  }

  @Test
  void shouldGiveBackWhatWasPutUntilItIsRemoved() {
    section.put("a", "first");
    section.put("a", "second");

    assertThat(section.get("a")).contains("second");
    section.remove("a");
    assertThat(section.get("a")).isEmpty();
    assertThat(section.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grou", "groups", "group-1", "group0", "group.", "g"})
  void shouldNotMixSectionsWhoseNamesBeginAlike(String name) {
    Ledger.Section<String> other = ledger.section(name, String.class);
    put("demo/1");
    other.put("demo/1", "other");

    assertThat(section.all()).containsExactly("demo/1");
    assertThat(section.part("demo/", "", 9)).containsExactly("demo/1");
    assertThat(section.first("demo/")).contains("demo/1");
    assertThat(other.all()).containsExactly("other");
    section.remove("demo/1");
    assertThat(other.get("demo/1")).contains("other");
  }

  @Test
  void shouldListInTheOrderOfIdsAndNotOfArrival() {
    put("c", "a", "b/z", "b");

    assertThat(section.all()).containsExactly("a", "b", "b/z", "c");
  }

  @Test
  void shouldReadOnlyWhatBeginsSo() {
    put("demo/1", "demo/2", "demo-2/1", "demo0/1", "demo", "dem/1", "demp/1");

    assertThat(section.part("demo/", "", 9)).containsExactly("demo/1", "demo/2");
    assertThat(section.first("demo/")).contains("demo/1");
    assertThat(section.first("none/")).isEmpty();
  }

  @Test
  void shouldReachWhateverFollowsTheSlash() {
    put("demo/\u0001", "demo//", "demo/~", "demo/联系人", "demo/\uFFFD", "demo/😀");

    assertThat(section.part("demo/", "", 9)).hasSize(6);
    assertThat(section.all()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8})
  void shouldComeByEveryRecordOncePortionByPortion(int most) {
    List<String> ids = IntStream.range(0, 7).mapToObj(i -> "demo/" + i).toList();
    ids.forEach(this::put);
    put("demo-2/0");

    List<String> read = new ArrayList<>();
    List<String> portion = section.part("demo/", "", most);
    while (!portion.isEmpty()) {
      assertThat(portion).hasSizeLessThanOrEqualTo(most);
      read.addAll(portion);
      String last = read.get(read.size() - 1);
      portion = section.part("demo/", last.substring("demo/".length()), most);
    }

    assertThat(read).isEqualTo(ids);
  }

  @Test
  void shouldGoOnBehindARecordThatIsGone() {
    put("demo/1", "demo/2", "demo/3");
    section.remove("demo/2");

    assertThat(section.part("demo/", "2", 9)).containsExactly("demo/3");
    assertThat(section.part("demo/", "3", 9)).isEmpty();
  }

  @Test
  void shouldTellALongerIdFromTheOneToGoOnBehind() {
    put("demo/1", "demo/10", "demo/1/0");

    assertThat(section.part("demo/", "1", 9)).containsExactly("demo/1/0", "demo/10");
  }

  @Test
  void shouldReadTheSameFromOutsideOfTheTask() {
    put("demo/1", "demo/2", "demo/3", "demo-2/1");

    assertThat(Ledger.read(store, "group", String.class, "demo/", "1", 1))
        .containsExactly("demo/2");
    assertThat(Ledger.read(store, "group", String.class, "demo/", "", 9))
        .isEqualTo(section.part("demo/", "", 9));
  }

  @ParameterizedTest
  @CsvSource({"a/,a0", "a/b/,a/b0", "queue/demo/ADD/,queue/demo/ADD0"})
  void shouldEndRightBehindAPrefix(String prefix, String end) {
    assertThat(Ledger.end(prefix)).isEqualTo(end);
    assertThat(prefix + "\uFFFF").isLessThan(end);
  }

  @Test
  void shouldOrderTimesAsTexts() {
    List<Instant> times =
        List.of(
            Instant.EPOCH,
            Instant.ofEpochMilli(9),
            Instant.ofEpochMilli(10),
            Instant.parse("2026-11-23T10:00:00Z"),
            Instant.parse("2026-11-23T10:00:00.001Z"),
            Instant.parse("9999-12-31T00:00:00Z"));

    List<String> texts = times.stream().map(Ledger::ordered).toList();

    assertThat(texts).isSorted().doesNotHaveDuplicates();
    assertThat(texts).allMatch(text -> text.length() == texts.get(0).length());
    assertThat(Ledger.ordered(Instant.ofEpochMilli(-5))).isEqualTo(texts.get(0));
  }
}
