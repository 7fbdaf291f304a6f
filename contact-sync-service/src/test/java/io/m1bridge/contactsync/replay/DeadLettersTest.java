package io.m1bridge.contactsync.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a look at the dead letters finds, and what it says of how far it looked. */
class DeadLettersTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private LetterTopic topic = new LetterTopic(3);

  private LetterPage look(LetterQuery query) {
    return new DeadLetters(() -> topic, Sources.of(IntakeSettings.of(DEMO), Map.of(), clock), clock)
        .look(query)
        .orElseThrow();
  }

  private LetterPage look(LetterFilter filter, int limit, boolean isCounted) {
    return look(new LetterQuery(DEMO, filter, limit, isCounted, LetterCursor.NEWEST));
  }

  private static Instant minute(long number) {
    return Letters.AT.plus(Duration.ofMinutes(number));
  }

  private void letter(int partition, long offset, String contact, String account, String reason) {
    // Partitions take turns: offset 0 of each, then offset 1.
    Instant at = minute(offset * 3 + partition);
    topic.add(Letters.letter(partition, offset, at, contact, account, reason, false));
  }

  private static List<String> contacts(LetterPage page) {
    return page.letters().stream().map(ListedLetter::contact).toList();
  }

  @Test
  void shouldListTheLettersOfAnAccountNewestFirst() {
    letter(0, 0, "c1", "demo", "field-invalid");
    letter(1, 0, "c2", "other", "field-invalid");
    letter(2, 0, "c3", "demo", "email-missing");
    letter(0, 1, "c4", "demo", "field-invalid");
    topic.add(Letters.ofNobody(1, 1, minute(4), "header-missing", false));

    LetterPage page = look(LetterFilter.ALL, 10, true);

    assertThat(contacts(page)).containsExactly("c4", "c3", "c1");
    assertThat(page.reasons())
        .containsExactly(
            new LetterPage.ReasonCount("field-invalid", 2),
            new LetterPage.ReasonCount("email-missing", 1));
    assertThat(page.looked()).isEqualTo(5);
    assertThat(page.lookedBackTo()).isEqualTo(minute(0));
    assertThat(page.ofNobody()).isEqualTo(1);
    assertThat(page.whole()).isTrue();
    assertThat(page.next()).isNull();
    ListedLetter newest = page.letters().get(0);
    assertThat(newest.advice()).isEqualTo("Mend it");
    assertThat(newest.at()).isEqualTo(minute(3));
    assertThat(newest.source().toString()).contains("crm.contact-changes", "41");
    assertThat(newest.letter().offset()).isEqualTo(1);
    assertThat(topic.isOpen()).isFalse();
  }

  @Test
  void shouldListThoseOfNobody() {
    letter(0, 0, "c1", "demo", "field-invalid");
    topic.add(Letters.ofNobody(1, 0, minute(1), "header-missing", false));

    LetterPage page = look(new LetterQuery(null, LetterFilter.ALL, 10, false, LetterCursor.NEWEST));

    assertThat(page.letters()).extracting(ListedLetter::reason).containsExactly("header-missing");
    assertThat(page.letters().get(0).contact()).isNull();
  }

  @Test
  void shouldFilterByReasonAndTime() {
    for (int offset = 0; offset < 10; offset++) {
      letter(0, offset, "c" + offset, "demo", offset % 2 == 0 ? "field-invalid" : "email-missing");
    }

    LetterFilter even = new LetterFilter("field-invalid", minute(6), minute(24));
    LetterPage page = look(even, 10, true);

    assertThat(contacts(page)).containsExactly("c6", "c4", "c2");
    assertThat(page.looked()).as("by offsets of times, a minute aside").isEqualTo(7);
    assertThat(page.whole()).isTrue();
  }

  @Test
  void shouldSayHowFarItLookedAndGoOnThere() {
    topic = new LetterTopic(1);
    letter(0, 0, "c0", "demo", "field-invalid");
    for (int offset = 1; offset < 25_000; offset++) {
      letter(0, offset, "x", "other", "field-invalid");
    }

    LetterPage page = look(LetterFilter.ALL, 10, false);
    assertThat(page.letters()).isEmpty();
    assertThat(page.looked()).isEqualTo(DeadLetters.MOST);
    assertThat(page.lookedBackTo()).isEqualTo(minute(3L * (25_000 - DeadLetters.MOST)));
    assertThat(page.whole()).isFalse();
    LetterPage rest = goOn(page, LetterFilter.ALL, 10);

    assertThat(contacts(rest)).containsExactly("c0");
    assertThat(rest.looked()).isEqualTo(25_000 - DeadLetters.MOST);
    assertThat(rest.whole()).isTrue();
  }

  private LetterPage goOn(LetterPage page, LetterFilter filter, int limit) {
    LetterCursor cursor = LetterCursor.of(page.next()).orElseThrow();
    return look(new LetterQuery(DEMO, filter, limit, false, cursor));
  }

  @Test
  void shouldEndAtItsTimeAndHaveReadSomething() {
    topic = new LetterTopic(1);
    for (int offset = 0; offset < 500; offset++) {
      letter(0, offset, "c" + offset, "demo", "field-invalid");
    }
    LetterTopic quick = topic;
    LetterLog slow =
        new SlowLog(quick, () -> clock.advance(DeadLetters.LONGEST.plus(Duration.ofSeconds(1))));

    LetterPage page =
        new DeadLetters(() -> slow, Sources.of(IntakeSettings.of(DEMO), Map.of(), clock), clock)
            .look(new LetterQuery(DEMO, LetterFilter.ALL, 200, false, LetterCursor.NEWEST))
            .orElseThrow();

    assertThat(page.looked()).isEqualTo(100);
    assertThat(page.letters()).hasSize(100);
    assertThat(page.next()).isEqualTo("0_400");
  }

  @Test
  void shouldCountBehindWhatItLists() {
    for (int offset = 0; offset < 50; offset++) {
      letter(0, offset, "c" + offset, "demo", "field-invalid");
    }

    LetterPage page = look(LetterFilter.ALL, 10, true);

    assertThat(page.letters()).hasSize(10);
    assertThat(page.reasons()).containsExactly(new LetterPage.ReasonCount("field-invalid", 50));
    assertThat(page.whole()).isTrue();
    assertThat(contacts(goOn(page, LetterFilter.ALL, 1))).containsExactly("c39");
  }

  @Test
  void shouldReadFewRecordsForAPageThatIsFull() {
    topic = new LetterTopic(1);
    for (int offset = 0; offset < 5_000; offset++) {
      letter(0, offset, "c" + offset, "demo", "field-invalid");
    }

    assertThat(look(LetterFilter.ALL, 50, false).looked()).isEqualTo(50);
    assertThat(topic.reads()).isEqualTo(1);
  }

  @Test
  void shouldKnowItsOwnCursors() {
    assertThat(LetterCursor.of("0_5-11_70").orElseThrow().ends()).isEqualTo(Map.of(0, 5L, 11, 70L));
    assertThat(LetterCursor.of("0_5-11_70").orElseThrow().text()).isEqualTo("0_5-11_70");
    assertThat(LetterCursor.of("")).contains(LetterCursor.NEWEST);
    for (String none : List.of("x", "0_", "0_-1", "0_5-", "1".repeat(30) + "_1")) {
      assertThat(LetterCursor.of(none)).as(none).isEmpty();
    }
  }

  /** Page by page everything comes once, in the order of its time, whatever is missing between. */
  @Property(tries = 100)
  void shouldListEverythingOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int limit, @ForAll boolean counted) {
    Random random = new Random(seed);
    topic = new LetterTopic(3);
    List<String> expected = new ArrayList<>();
    List<Integer> minutes = new ArrayList<>();
    for (int i = 0; i < random.nextInt(700); i++) {
      minutes.add(i);
    }
    long[] offsets = {random.nextInt(5), random.nextInt(5), random.nextInt(5)};
    for (int partition = 0; partition < 3; partition++) {
      topic.beginsAt(partition, offsets[partition]);
    }
    for (int minute : minutes) {
      int partition = random.nextInt(3);
      boolean mine = random.nextInt(3) > 0;
      String contact = "c" + minute;
      topic.add(
          Letters.letter(
              partition,
              offsets[partition],
              minute(minute),
              contact,
              mine ? "demo" : "other",
              "field-invalid",
              false));
      // Offsets of transactions are no records.
      offsets[partition] += 1 + random.nextInt(150) / 148 * random.nextInt(300);
      if (mine) {
        expected.add(contact);
      }
    }
    expected.sort(Comparator.comparing((String it) -> Integer.valueOf(it.substring(1))).reversed());
    List<String> found = new ArrayList<>();
    LetterPage page = look(LetterFilter.ALL, limit, counted);
    found.addAll(contacts(page));
    while (page.next() != null) {
      LetterCursor cursor = LetterCursor.of(page.next()).orElseThrow();
      page = look(new LetterQuery(DEMO, LetterFilter.ALL, limit, counted, cursor));
      found.addAll(contacts(page));
    }

    assertThat(found).isEqualTo(expected);
    assertThat(page.whole()).isTrue();
  }
}
