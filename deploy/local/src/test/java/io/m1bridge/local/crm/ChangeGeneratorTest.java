package io.m1bridge.local.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChangeGeneratorTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @Test
  void shouldGiveTheSameChangesForTheSameSeed() {
    assertThat(history(7, 50, 400)).isEqualTo(history(7, 50, 400));
    assertThat(history(7, 50, 400)).isNotEqualTo(history(8, 50, 400));
  }

  @Test
  void shouldMakeExactlyAsManyContactsAndChangesAsAskedFor() {
    List<Change> history = history(1, 200, 2_000);
    Crm crm = new Crm(Clock.systemUTC());
    List<String> reasons =
        history.stream().map(crm::apply).filter(Objects::nonNull).collect(Collectors.toList());
    Set<String> keys =
        history.stream().map(Change::key).filter(Objects::nonNull).collect(Collectors.toSet());

    assertThat(history).hasSize(2_000);
    assertThat(reasons).hasSize(15);
    assertThat(new HashSet<>(reasons)).hasSizeGreaterThan(3);
    assertThat(keys).hasSize(200);
    assertThat(crm.size()).isBetween(100, 200);
    assertThat(crm.expected()).hasSize(crm.size());
  }

  @Test
  void shouldContainEveryKindOfChange() {
    List<Change> history = history(2, 200, 2_000);

    assertThat(history.stream().map(Change::type))
        .contains("crm.contact.upserted.v1", "crm.contact.patched.v1", "crm.contact.deleted.v1");
    assertThat(history.stream().map(Change::data).filter(Objects::nonNull))
        .anyMatch(data -> data.contains(":null"))
        .anyMatch(data -> data.contains("\"groups\""))
        .anyMatch(data -> data.contains("\"custom\""))
        .anyMatch(data -> data.matches("(?s).*\\p{IsHan}.*"));
  }

  @Test
  void shouldLeaveNoRoomForInvalidOnesWhenEveryChangeMakesAContact() {
    Crm crm = new Crm(Clock.systemUTC());
    history(3, 300, 300).forEach(change -> assertThat(crm.apply(change)).isNull());
    assertThat(crm.size()).isEqualTo(300);
  }

  @Test
  void shouldLiveOnWithUniqueEventIdsAndEmails() {
    ChangeGenerator generator = generator(4);
    Crm crm = new Crm(Clock.systemUTC());
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Change change = generator.next();
      ids.add(change.eventId());
      crm.apply(change);
    }
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(crm.expected()).hasSize(crm.size());
  }

  private static List<Change> history(long seed, int contacts, int changes) {
    List<Change> history = new ArrayList<>();
    generator(seed).history(contacts, changes, history::add);
    return history;
  }

  private static ChangeGenerator generator(long seed) {
    return new ChangeGenerator(new Random(seed), CLOCK, "r1", "demo");
  }
}
