package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.m1bridge.contactsync.price.Price;
import io.m1bridge.contactsync.task.PriceWorld.Happened;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a source or a changed mapping would cost is what it then costs, within 10 %. */
class PriceScenariosTest {

  private static final int SCENARIOS = 20;
  private static final String OTHER_MAPPING =
      PriceWorld.MAPPING
          .replace("notes: memo", "notes: memo, fullName: memo")
          .replace("{级别: level}", "{级别: level, 来源: town}");

  static List<Long> seeds() {
    return IntStream.range(0, SCENARIOS).mapToObj(i -> 1_000L + i).toList();
  }

  /** A row of the source. */
  private record Person(
      int id, String mail, String town, String memo, String level, List<String> tags) {

    static Person of(int id, Random random, int groups) {
      List<String> tags =
          IntStream.range(0, random.nextInt(3))
              .mapToObj(i -> "G" + random.nextInt(groups))
              .distinct()
              .toList();
      return new Person(
          id,
          "p" + id + "@x.cn",
          "城" + random.nextInt(5),
          random.nextBoolean() ? "" : "m" + random.nextInt(9),
          "L" + random.nextInt(3),
          tags);
    }

    Person changed(Random random, int groups) {
      Person other = of(id, random, groups);
      return switch (random.nextInt(12)) {
        case 0 -> new Person(id, "", town, memo, level, tags);
        case 1 -> new Person(id, "moved" + id + "@x.cn", town, memo, level, tags);
        case 2, 3 -> new Person(id, mail, town, memo, level, other.tags());
        case 4, 5 -> new Person(id, mail, town, other.memo(), level, tags);
        case 6 -> new Person(id, mail, town, memo, other.level(), tags);
        case 7 -> new Person(id, mail, other.town(), other.memo(), level, tags);
        default -> new Person(id, mail, other.town(), memo, level, tags);
      };
    }

    String line() {
      String groups = tags.stream().map(t -> "\"" + t + "\"").collect(Collectors.joining(","));
      return String.format(
          Locale.ROOT,
          "{\"id\":\"k%d\",\"mail\":\"%s\",\"town\":\"%s\",\"memo\":\"%s\",\"level\":\"%s\",\"tags\":[%s]}",
          id,
          mail,
          town,
          memo,
          level,
          groups);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldTellWhatThenHappens(long seed) {
    Random random = new Random(seed);
    int groups = 1 + random.nextInt(8);
    int known = random.nextInt(4) == 0 ? 0 : 80 + random.nextInt(60);
    int news = known > 0 && random.nextInt(3) == 0 ? 0 : 80 + random.nextInt(60);
    double changing = 0.2 + 0.8 * random.nextDouble();
    String mapping = random.nextInt(3) == 0 ? OTHER_MAPPING : PriceWorld.MAPPING;
    String mode = List.of("mirror", "mirror", "upsert", "update-only").get(random.nextInt(4));
    PriceWorld world = new PriceWorld(Map.of("max-rows", Integer.toString(3 + random.nextInt(3))));
    List<Person> people = new ArrayList<>();
    for (int id = 0; id < known; id++) {
      people.add(Person.of(id, random, groups));
    }
    world.send(PriceWorld.MAPPING, people.stream().map(Person::line).toList());
    world.settled();
    world.task.with("mode", mode).connected();
    people.replaceAll(one -> random.nextDouble() < changing ? one.changed(random, groups) : one);
    for (int id = known; id < known + news; id++) {
      people.add(Person.of(id, random, groups));
    }
    List<String> rows = new ArrayList<>(people.stream().map(Person::line).toList());
    for (int i = 0; i < people.size() / 20; i++) {
      rows.add(people.get(random.nextInt(people.size())).changed(random, groups).line());
      rows.add("{\"id\":\"bad" + i + "\",\"mail\":\"no address\"}");
    }
    Collections.shuffle(rows, random);

    Price price = world.price(mapping, rows);
    world.send(mapping, rows);
    Happened happened = world.settled();

    String what = price + " / " + happened;
    assertClose(price.contacts().adds(), happened.adds(), "adds: " + what);
    assertClose(price.contacts().edits(), happened.edits(), "edits: " + what);
    assertClose(price.contacts().deletes(), happened.deletes(), "deletes: " + what);
    assertClose(price.calls().all(), happened.allCalls(), "calls: " + what);
    assertClose(
        price.room().afterwards(), world.task.view().forecast().contacts(), "contacts: " + what);
    assertThat(price.rows().refused().stream().mapToLong(Price.Refused::rows).sum())
        .isEqualTo(world.task.deadLetterReasons().size());
  }

  /** Of fewer than ten, one more or less. */
  private static void assertClose(long told, long happened, String what) {
    assertThat((double) told).as(what).isCloseTo(happened, within(Math.max(1, happened / 10.0)));
  }

  /**
   * Nobody else asks; or edm-event and housekeeping take all that they have a right to. Closer than
   * 10 %, so that token-service's margin of 4 % tells.
   */
  @ParameterizedTest
  @CsvSource({"1, true", "0.665, false"})
  void shouldTellHowLongItTakesAtTheRateOfTokenService(double part, boolean alone) {
    PriceWorld world = new PriceWorld(Map.of("max-rows", "3"));
    List<String> rows =
        IntStream.range(0, 200).mapToObj(id -> Person.of(id, new Random(id), 3).line()).toList();
    Price.Calls price = world.price(PriceWorld.MAPPING, rows).calls();
    grantAsTokenService(world, part);
    world.send(PriceWorld.MAPPING, rows);

    assertThat(alone ? price.hoursAtLeast() : price.hoursAtMost())
        .isCloseTo(hours(world, Duration.ofSeconds(1)), withinPercentage(3));
  }

  /** Each joins a group of its own: only 20 of the hour's calls are made for such here. */
  @Test
  void shouldTellThatJoinsOfOneTakeLonger() {
    PriceWorld world = new PriceWorld(Map.of("costly-share", "0.01"));
    int people = 25;
    world.send(PriceWorld.MAPPING, rowsOfGroups(people, ""));
    world.settled();
    List<String> rows = rowsOfGroups(people, "own");
    Price price = world.price(PriceWorld.MAPPING, rows);
    grantAsTokenService(world, 1);
    world.send(PriceWorld.MAPPING, rows);

    assertThat(price.limits())
        .extracting(Price.Limit::code)
        .containsExactly("few-calls-for-single-joins");
    assertThat(price.calls().hoursAtLeast())
        .isCloseTo(hours(world, Duration.ofSeconds(10)), withinPercentage(10));
  }

  /**
   * As token-service grants them to an account of 2,000 calls an hour, by its BudgetRules: 0.98 of
   * them less a burst of 20, in an hour and the 30 s that a permit lives.
   */
  private static void grantAsTokenService(PriceWorld world, double part) {
    double perHour = (0.98 * 2_000 - 20) * 3_600 / 3_630;
    world.task.access.grantNothing(TaskHarness.ACCOUNT);
    world.task.access.grantEvery(
        TaskHarness.ACCOUNT, Duration.ofMillis(Math.round(3_600_000 / (perHour * part))), 3);
  }

  private static List<String> rowsOfGroups(int people, String group) {
    return IntStream.range(0, people)
        .mapToObj(
            id ->
                new Person(
                        id,
                        "p" + id + "@x.cn",
                        "",
                        "",
                        "",
                        group.isEmpty() ? List.of() : List.of(group + id))
                    .line())
        .toList();
  }

  private static double hours(PriceWorld world, Duration step) {
    Duration passed = Duration.ZERO;
    while (world.task.view().pending() > 0) {
      world.task.passInSteps(step, step);
      passed = passed.plus(step);
      assertThat(passed).isLessThan(Duration.ofHours(4));
    }
    return passed.toMillis() / (double) Duration.ofHours(1).toMillis();
  }
}
