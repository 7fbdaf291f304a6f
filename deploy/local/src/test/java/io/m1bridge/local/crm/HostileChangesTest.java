package io.m1bridge.local.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileChangesTest {
  private static final List<HostileChange> LONG = history(1, 1_000);

  @Test
  void shouldMakeTheSameRecordsOfTheSameSeed() {
    assertThat(kinds(history(3, 60))).isEqualTo(kinds(history(3, 60)));
    assertThat(kinds(history(3, 60))).isNotEqualTo(kinds(history(4, 60)));
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveInputsOfEveryPublicCase(PublicCase kind) {
    assertThat(LONG.stream().filter(change -> change.cases().contains(kind))).isNotEmpty();
  }

  @Test
  void shouldReachEveryWayToBeOdd() {
    Set<String> all = new HashSet<>();
    Stream.of(OddAddresses.values()).map(odd -> "an address, " + odd).forEach(all::add);
    Stream.of(OddValues.values()).map(odd -> "a value, " + odd).forEach(all::add);
    Stream.of(OddRecords.values()).map(Enum::name).forEach(all::add);

    assertThat(kinds(LONG)).containsAll(all);
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveGoodAndBadRecordsEveryTimestamp(OddTimestamps odd) {
    List<HostileChange> stamped =
        LONG.stream()
            .filter(change -> change.record().timestamp().orElse(-2) == odd.epochMillis())
            .toList();

    Predicate<HostileChange> good = change -> change.verdict() instanceof Verdict.Valid;
    assertThat(stamped).anyMatch(good).anyMatch(good.negate());
  }

  @Test
  void shouldLetHundredsClaimOneAddressAndOneKeepIt() {
    List<HostileChange> history = history(1, 10);
    assertThat(kinds(history).stream().filter("one address for many"::equals))
        .hasSizeGreaterThan(200);

    Crm crm = new Crm(Clock.systemUTC());
    history.forEach(crm::apply);
    assertThat(crm.expected()).hasSize(crm.size()).containsKey("noemail.r1@example.com");
  }

  @Test
  void shouldDeleteSoFewThatNoneWaitsForAPerson() {
    assertThat(LONG.stream().filter(change -> change.kind().startsWith("a delete")))
        .hasSizeBetween(20, 60);
  }

  @Test
  void shouldLeaveOneContactPerAddress() {
    Crm crm = new Crm(Clock.systemUTC());
    LONG.forEach(crm::apply);

    assertThat(crm.expected()).hasSize(crm.size()).hasSizeGreaterThan(1_200);
  }

  @Test
  void shouldSayOfEachRecordWhetherItHasToBeTaken() {
    Crm crm = new Crm(Clock.systemUTC());
    for (HostileChange change : history(5, 300)) {
      assertThat(crm.apply(change) == null)
          .as(change.kind())
          .isEqualTo(change.verdict() instanceof Verdict.Valid);
    }
  }

  private static List<String> kinds(List<HostileChange> history) {
    return history.stream().map(HostileChange::kind).toList();
  }

  private static List<HostileChange> history(long seed, int contacts) {
    List<HostileChange> history = new ArrayList<>();
    new HostileChanges(new Random(seed), "r1", "demo").history(contacts, history::add);
    return history;
  }
}
