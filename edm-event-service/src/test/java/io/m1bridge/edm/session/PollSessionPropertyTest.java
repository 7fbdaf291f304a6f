package io.m1bridge.edm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.guarantee.EveryRowOnce;
import io.m1bridge.guarantee.EveryRowOnce.Difference;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Against a simulated list that changes between any two page reads: whatever comes, in whatever
 * order, equal or late, is published exactly once; and a crash in between changes nothing, since
 * ledger and events commit together.
 */
class PollSessionPropertyTest {

  /** What happens to the list, or to us, before the next page is read. */
  sealed interface Step {}

  record Arrive(int who, int second) implements Step {}

  record Vanish(int which) implements Step {}

  /** M1 changes a row where it stands. */
  record Change(int which, int to) implements Step {}

  record ReadPage() implements Step {}

  record Crash() implements Step {}

  record ReadWholeListNext() implements Step {}

  record ReadBrieflyNext() implements Step {}

  @Property(tries = 3_000)
  void shouldPublishEveryRowExactlyOnce(
      @ForAll("arrivals") List<Step> steps,
      @ForAll @IntRange(min = 1, max = 7) int cap,
      @ForAll @IntRange(min = 1, max = 10) int limit) {
    Model model = lived(steps, cap, limit, false);

    assertThat(EveryRowOnce.compare(model.rows(), model.published)).isEqualTo(Difference.NONE);
  }

  @Property(tries = 3_000)
  void shouldFindEverythingAndUnpublishNothingWhenRowsVanish(
      @ForAll("arrivalsAndVanishing") List<Step> steps,
      @ForAll @IntRange(min = 1, max = 7) int cap,
      @ForAll @IntRange(min = 1, max = 10) int limit) {
    Model model = lived(steps, cap, limit, true);

    assertThat(EveryRowOnce.compare(model.rows(), model.published).lost()).isZero();
    assertThat(EveryRowOnce.compare(model.everThere, model.published).duplicated()).isZero();
  }

  /** Rows are told apart by what stays of them. */
  @Property(tries = 3_000)
  void shouldPublishEveryRowOnceHoweverM1ChangesIt(
      @ForAll("arrivalsAndChanges") List<Step> steps,
      @ForAll @IntRange(min = 1, max = 7) int cap,
      @ForAll @IntRange(min = 1, max = 10) int limit) {
    Model model = lived(steps, cap, limit, true);

    assertThat(EveryRowOnce.compare(model.cores(), model.publishedCores))
        .isEqualTo(Difference.NONE);
  }

  private static Model lived(List<Step> steps, int cap, int limit, boolean wholeList) {
    Model model = new Model(cap, limit);
    steps.forEach(model::apply);
    model.settle(wholeList);
    return model;
  }

  @Provide
  Arbitrary<List<Step>> arrivalsAndChanges() {
    return Arbitraries.frequencyOf(
            Tuple.of(4, arrive()),
            Tuple.of(6, Arbitraries.<Step>just(new ReadPage())),
            Tuple.of(
                3,
                Combinators.combine(
                        Arbitraries.integers().between(0, 50), Arbitraries.integers().between(1, 3))
                    .<Step>as(Change::new)),
            Tuple.of(1, Arbitraries.<Step>just(new Crash())),
            Tuple.of(1, Arbitraries.<Step>just(new ReadBrieflyNext())),
            Tuple.of(1, Arbitraries.<Step>just(new ReadWholeListNext())))
        .list()
        .ofMaxSize(80);
  }

  @Provide
  Arbitrary<List<Step>> arrivals() {
    return Arbitraries.frequencyOf(
            Tuple.of(4, arrive()),
            Tuple.of(6, Arbitraries.<Step>just(new ReadPage())),
            Tuple.of(1, Arbitraries.<Step>just(new Crash())),
            Tuple.of(1, Arbitraries.<Step>just(new ReadBrieflyNext())),
            Tuple.of(1, Arbitraries.<Step>just(new ReadWholeListNext())))
        .list()
        .ofMaxSize(80);
  }

  @Provide
  Arbitrary<List<Step>> arrivalsAndVanishing() {
    return Arbitraries.frequencyOf(
            Tuple.of(5, arrive()),
            Tuple.of(6, Arbitraries.<Step>just(new ReadPage())),
            Tuple.of(1, Arbitraries.integers().between(0, 50).<Step>map(Vanish::new)),
            Tuple.of(1, Arbitraries.<Step>just(new Crash())))
        .list()
        .ofMaxSize(80);
  }

  /** Few people and few seconds: equal rows, ties and late rows are the rule. */
  private static Arbitrary<Step> arrive() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3), Arbitraries.integers().between(0, 9))
        .as(Arrive::new);
  }

  /** The list, the committed ledger and a poller that may die at any time. */
  private static final class Model {
    final RowList list;

    /** Equal rows as often as they ever stood there at once. */
    final List<RowFingerprint> everThere = new ArrayList<>();

    final List<RowFingerprint> published = new ArrayList<>();
    final List<RowCore> publishedCores = new ArrayList<>();
    private final int limit;
    private final MemoryLedger ledger = new MemoryLedger();
    private final Set<String> ids = new HashSet<>();
    private long accounted;
    private boolean wholeListNext;
    private boolean briefNext;
    private PollSession session;

    Model(int cap, int limit) {
      this.list = new RowList(cap);
      this.limit = limit;
    }

    void apply(Step step) {
      if (step instanceof Arrive arrive) {
        list.add("p" + arrive.who() + "@x.cn", arrive.second());
        List<RowFingerprint> more = rows();
        everThere.forEach(more::remove);
        everThere.addAll(more);
      } else if (step instanceof Vanish vanish) {
        list.vanish(vanish.which());
      } else if (step instanceof Change change) {
        list.change(change.which(), "192.0.2." + change.to());
      } else if (step instanceof ReadPage) {
        read();
      } else if (step instanceof ReadWholeListNext) {
        wholeListNext = true;
      } else if (step instanceof ReadBrieflyNext) {
        briefNext = true;
      } else {
        session = null;
      }
    }

    /** The list rests now; polls go on. */
    void settle(boolean wholeList) {
      for (int polls = 0; polls < 3; polls++) {
        wholeListNext = wholeList;
        do {
          read();
        } while (session != null);
      }
    }

    private void read() {
      if (session == null) {
        session = new PollSession(ledger, mode(), new Known(accounted, 0, 0), wholeListNext, limit);
        wholeListNext = false;
        briefNext = false;
      }
      Reading reading = session.accept(list.page(session.request()));
      for (NewRow row : reading.newRows()) {
        assertThat(ids.add(row.eventId())).as("an id is published once").isTrue();
        published.add(row.row().fingerprint());
        publishedCores.add(row.row().key().core());
      }
      accounted = session.accounted();
      if (reading.next() instanceof Reading.Skimmed skimmed && skimmed.misfit()) {
        wholeListNext = true;
      }
      if (!(reading.next() instanceof Reading.More)) {
        session = null;
      }
    }

    List<RowCore> cores() {
      return list.rows().stream().map(row -> RowCore.of(row, fingerprint(row))).toList();
    }

    private PollSession.Mode mode() {
      if (wholeListNext) {
        return PollSession.Mode.WHOLE;
      }
      return briefNext ? PollSession.Mode.BRIEF : PollSession.Mode.BY_COUNT;
    }

    private static RowFingerprint fingerprint(EngagementRow row) {
      return EngagementIds.fingerprint("demo", 7, EngagementMapper.identity(row));
    }

    /** As M1 lists them now. */
    List<RowFingerprint> rows() {
      return list.rows().stream().map(Model::fingerprint).collect(Collectors.toList());
    }
  }
}
