package io.m1bridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.contracts.EngagementEvent.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In 100 random trials a subscriber finds by the certificates alone what is wrong with what it
 * holds, and nothing where nothing is.
 */
class CompletenessCheckTest {

  private static final int TRIALS = 100;
  private static final Instant SENT = Instant.parse("2026-11-20T10:00:00Z");

  private record Event(String id, EngagementEvent data) {}

  static Stream<Integer> trials() {
    return Stream.iterate(1, seed -> seed + 1).limit(TRIALS);
  }

  @ParameterizedTest
  @MethodSource("trials")
  void shouldFindLossDoublesAndLateRows(int seed) {
    Random random = new Random(seed);
    List<Event> published = published(random);
    List<CompletenessCertificate> certificates = certificates(published);

    List<Event> held = new ArrayList<>(published);
    Collections.shuffle(held, random);
    assertThat(findings(held, certificates)).containsOnly(Finding.COMPLETE);

    Event victim = held.get(random.nextInt(held.size()));
    List<Event> lost = new ArrayList<>(held);
    lost.remove(victim);
    assertThat(wrong(lost, certificates)).containsExactly(Finding.TOO_FEW);

    List<Event> doubled = new ArrayList<>(held);
    doubled.add(victim);
    assertThat(wrong(doubled, certificates)).containsExactly(Finding.TOO_MANY);

    List<Event> exchanged = new ArrayList<>(lost);
    exchanged.add(new Event(id(random), victim.data()));
    assertThat(wrong(exchanged, certificates)).containsExactly(Finding.OTHERS);

    // The same number of rows, one of them twice: only the hash tells.
    List<Event> sameDay = lost.stream().filter(event -> day(event).equals(day(victim))).toList();
    if (!sameDay.isEmpty()) {
      List<Event> covered = new ArrayList<>(lost);
      covered.add(sameDay.get(random.nextInt(sameDay.size())));
      assertThat(wrong(covered, certificates)).containsExactly(Finding.OTHERS);
    }

    Event late = new Event(id(random), victim.data());
    List<Event> publishedLater = new ArrayList<>(published);
    publishedLater.add(late);
    List<CompletenessCertificate> replaced = certificates(publishedLater);
    assertThat(wrong(held, replaced)).as("the late row did not come").hasSize(1);
    held.add(late);
    assertThat(wrong(held, certificates)).as("the certificate did not").hasSize(1);
    assertThat(wrong(held, replaced)).isEmpty();
  }

  private static List<Event> published(Random random) {
    List<Event> events = new ArrayList<>();
    int rows = 1 + random.nextInt(200);
    for (int i = 0; i < rows; i++) {
      Instant at = SENT.plus(Duration.ofMinutes(random.nextInt(5 * 24 * 60)));
      events.add(new Event(id(random), data(1 + random.nextInt(3), at)));
    }
    return events;
  }

  private static String id(Random random) {
    return EngagementIds.id(new RowFingerprint(random.nextLong(), random.nextLong()), 1);
  }

  private static EngagementEvent data(long campaign, Instant at) {
    return new EngagementEvent(
        "demo",
        campaign,
        null,
        null,
        "test@example.com",
        Action.OPENED,
        at,
        null,
        null,
        null,
        null,
        null,
        new EngagementEvent.Raw("open", ""),
        false,
        null);
  }

  private static List<Object> day(Event event) {
    return List.of(
        event.data().campaignId(), CompletenessCertificate.dayOf(event.data().occurredAt()));
  }

  /** By the plainest way: all ids of a day, added up. */
  private static List<CompletenessCertificate> certificates(List<Event> events) {
    return events.stream()
        .map(CompletenessCheckTest::day)
        .distinct()
        .map(
            day -> {
              List<String> ids =
                  events.stream().filter(e -> day(e).equals(day)).map(Event::id).toList();
              IdSetHash hash =
                  ids.stream().reduce(IdSetHash.NONE, IdSetHash::plus, IdSetHash::plus);
              return new CompletenessCertificate(
                  "demo",
                  (Long) day.get(0),
                  (LocalDate) day.get(1),
                  ids.size(),
                  hash.toHex(),
                  0,
                  0,
                  0,
                  SENT,
                  SENT,
                  null,
                  null,
                  null,
                  null);
            })
        .toList();
  }

  private static List<Finding> wrong(List<Event> held, List<CompletenessCertificate> certificates) {
    return findings(held, certificates).stream().filter(f -> f != Finding.COMPLETE).toList();
  }

  private static List<Finding> findings(
      List<Event> held, List<CompletenessCertificate> certificates) {
    CompletenessCheck check = new CompletenessCheck();
    held.forEach(event -> check.event(event.id(), event.data()));
    return certificates.stream().map(check::compare).toList();
  }
}
