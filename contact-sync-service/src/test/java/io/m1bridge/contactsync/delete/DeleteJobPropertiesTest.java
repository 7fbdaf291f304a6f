package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.delete.JobRun.Luck;
import io.m1bridge.contactsync.delete.ModelM1.Details;
import io.m1bridge.contactsync.delete.ModelM1.Paging;
import io.m1bridge.contactsync.delete.ModelM1.Totals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever M1 answers and whatever is lost: nothing is called gone that M1 still holds. */
class DeleteJobPropertiesTest {

  /** How M1 answers. */
  record World(
      int addLag,
      int deleteLag,
      int pageCap,
      Paging paging,
      int deepestPage,
      Totals totals,
      int damagedRows,
      boolean damagedOnEachPage,
      boolean deleteUnknownRefused,
      boolean refusedRestDeleted,
      int spelling,
      Details details) {}

  /**
   * Who is to go, by number: what M1 holds of them, and what is wrong with them. Since their ids
   * were learned, some were made anew by hand under another id, and some ids are another's.
   */
  record People(
      int count,
      Set<Integer> absent,
      Set<Integer> dropped,
      Set<Integer> refused,
      int strangers,
      Set<Integer> anew,
      Set<Integer> others) {}

  @Property(tries = 250)
  void shouldCallGoneWhatIsGoneAndRejectOnlyTheCulprits(
      @ForAll Way way,
      @ForAll("worlds") World world,
      @ForAll("people") People people,
      @ForAll("luck") List<Luck> luck) {
    ModelM1 m1 = model(world);
    List<Member> members = new ArrayList<>();
    Set<Long> staying = new TreeSet<>();
    // One of them is asked for after their group is gone: who M1 spares is not found.
    boolean refuses = seesAll(world) && way != Way.BY_GROUP;
    for (int i = 0; i < people.count(); i++) {
      long known = 10_000L + i;
      if (!people.absent().contains(i)) {
        known = m1.put(email(i));
        if (people.anew().contains(i)) {
          m1.contacts.remove(known);
          m1.put(email(i));
        } else if (people.others().contains(i)) {
          m1.contacts.put(known, "other" + i + "@x.cn");
          staying.add(known);
        } else if (people.refused().contains(i) && refuses) {
          m1.undeletable.add(known);
        }
      }
      members.add(Member.known("k" + i, email(i), known));
      if (people.dropped().contains(i)) {
        m1.dropped.add(email(i));
      }
    }
    JobRun run = new JobRun(m1, way, members);
    // A stranger in the place of one that M1 dropped is not told by their number.
    boolean counted = way != Way.BY_GROUP || people.dropped().isEmpty();
    int count = seesAll(world) && counted ? people.strangers() : 0;
    for (int i = 0; i < count; i++) {
      staying.add(m1.stranger(JobRun.GROUP, "stranger" + i + "@x.cn", run.now));
    }
    Deque<Luck> script = new ArrayDeque<>(luck);

    run.toTheEnd(() -> Objects.requireNonNullElse(script.poll(), Luck.FINE));

    assertThat(run.ends).hasSize(people.count());
    for (int i = 0; i < people.count(); i++) {
      Fate end = run.ends.get(email(i));
      boolean there = m1.shows(email(i));
      if (end instanceof Fate.Gone) {
        assertThat(there).as("%s is gone", email(i)).isFalse();
      } else {
        boolean culprit =
            people.dropped().contains(i)
                || (people.refused().contains(i) && !people.absent().contains(i));
        assertThat(culprit).as("%s ended as %s", email(i), end).isTrue();
      }
    }
    assertThat(m1.contacts.keySet()).containsAll(staying);
  }

  /** Where only the first rows can be read, those that stay there hide all others. */
  private static boolean seesAll(World world) {
    return world.deepestPage() > 1_000 && world.paging() != Paging.PAGE_IGNORED;
  }

  private static String email(int number) {
    return "p" + number + "@x.cn";
  }

  private static ModelM1 model(World world) {
    ModelM1 m1 = new ModelM1();
    m1.addLag = Duration.ofSeconds(world.addLag());
    m1.deleteLag = Duration.ofSeconds(world.deleteLag());
    m1.pageCap = world.pageCap();
    m1.paging = world.paging();
    m1.deepestPage = world.deepestPage();
    m1.totals = world.totals();
    m1.damagedRows = world.damagedRows();
    m1.damagedOnEachPage = world.damagedOnEachPage();
    m1.deleteUnknownRefused = world.deleteUnknownRefused();
    m1.refusedRestDeleted = world.refusedRestDeleted();
    m1.details = world.details();
    List<UnaryOperator<String>> spellings =
        List.of(
            UnaryOperator.identity(),
            email -> "\t" + email + " ",
            email -> email.toUpperCase(Locale.ROOT),
            email -> email.replace('@', '＠'));
    m1.shownAs = spellings.get(world.spelling());
    return m1;
  }

  @Provide
  Arbitrary<World> worlds() {
    return Combinators.combine(
            Arbitraries.of(0, 0, 1, 8, 30, 120),
            Arbitraries.of(0, 0, 1, 8, 30),
            Arbitraries.integers().between(1, 50),
            Arbitraries.of(Paging.class),
            Arbitraries.of(2, 3, 10_000),
            Arbitraries.of(Totals.class),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false))
        .flatAs(
            (add, delete, cap, paging, deepest, totals, damaged, refused) ->
                Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(Details.class))
                    .as(
                        (each, rest, spelling, details) ->
                            new World(
                                add, delete, cap, paging, deepest, totals, damaged, each, refused,
                                rest, spelling, details)));
  }

  @Provide
  Arbitrary<People> people() {
    return Arbitraries.integers()
        .between(1, 70)
        .flatMap(
            count -> {
              Arbitrary<Set<Integer>> some =
                  Arbitraries.integers().between(0, count - 1).set().ofMaxSize(4);
              return Combinators.combine(
                      some, some, some, Arbitraries.integers().between(0, 2), some, some)
                  .as(
                      (absent, dropped, refused, strangers, anew, others) ->
                          new People(count, absent, dropped, refused, strangers, anew, others));
            });
  }

  @Provide
  Arbitrary<List<Luck>> luck() {
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.just(Luck.FINE)),
            net.jqwik.api.Tuple.of(1, Arbitraries.of(Luck.class)))
        .list()
        .ofMaxSize(40);
  }
}
