package io.m1bridge.edm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import io.m1bridge.edm.machine.LabelledCorpus.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How often the model is wrong, where it is known who did what. */
class MachineCorpusTest {

  private static final double PRECISION = 0.99;
  private static final double MARKED_HUMAN_CLICKS = 0.002;
  private static final double FOUND_MACHINE_CLICKS = 0.9;

  private record Run(Map<String, Trace> traces, Marked marked, Map<Long, LinkShare> links) {

    Verdict markOf(Row row) {
      Moment like = Moment.of(row.sighting());
      return traces.get(row.sighting().recipient()).moments().stream()
          .filter(moment -> moment.marked(Verdict.HUMAN).equals(like))
          .findFirst()
          .orElseThrow()
          .mark();
    }

    /** All that does not depend on what was told when. */
    Map<String, List<Object>> verdicts() {
      Map<String, List<Object>> verdicts = new TreeMap<>();
      traces.forEach(
          (recipient, trace) ->
              verdicts.put(recipient, List.of(trace.verdict(), trace.reasons(), trace.moments())));
      return verdicts;
    }
  }

  @Test
  void shouldTellMachinesFromPeople() {
    for (long seed = 1; seed <= 3; seed++) {
      List<Row> rows = LabelledCorpus.of(seed);
      assertThat(rows).hasSizeGreaterThan(5_000);
      Run run = run(rows);

      Predicate<Row> certain = row -> run.markOf(row) == Verdict.CERTAIN;
      Predicate<Row> marked = row -> run.markOf(row) != Verdict.HUMAN;
      Predicate<Row> click = row -> row.sighting().action() == Action.CLICKED;
      Predicate<Row> machine = Row::machine;
      String report = report(rows, certain, marked);
      System.out.println(report);
      assertThat(share(rows, certain, machine)).as(report).isGreaterThanOrEqualTo(PRECISION);
      assertThat(share(rows, click.and(machine.negate()), marked))
          .as(report)
          .isLessThanOrEqualTo(MARKED_HUMAN_CLICKS);
      assertThat(share(rows, click.and(machine), marked))
          .as(report)
          .isGreaterThanOrEqualTo(FOUND_MACHINE_CLICKS);
    }
  }

  /** The order in which rows come to light says nothing; nor do those that come twice. */
  @Test
  void shouldComeToTheSameVerdictsInWhateverOrderRowsCome() {
    List<Row> rows = new ArrayList<>(LabelledCorpus.of(4));
    rows.addAll(rows.subList(0, 200));
    Run first = run(rows);
    assertThat(run(rows)).isEqualTo(first);

    for (int seed = 1; seed <= 3; seed++) {
      Collections.shuffle(rows, new Random(seed));
      Run other = run(rows);
      assertThat(other.verdicts()).isEqualTo(first.verdicts());
      assertThat(other.marked()).isEqualTo(first.marked());
      assertThat(other.links()).isEqualTo(first.links());
    }
  }

  /** What was added up step by step is what the traces say in the end. */
  @Test
  void shouldAddUpWhatTheTracesSay() {
    Run run = run(LabelledCorpus.of(5));

    Marked sum = Marked.NONE;
    Map<Long, LinkShare> links = new HashMap<>();
    for (Trace trace : run.traces().values()) {
      sum = sum.plus(trace.marked());
      trace.links().forEach(link -> links.merge(link, trace.share(link), LinkShare::plus));
    }
    assertThat(run.marked()).isEqualTo(sum);
    assertThat(run.links()).isEqualTo(links);
    assertThat(sum.certain()).isPositive();
    assertThat(sum.suspected()).isPositive();
  }

  private static Run run(List<Row> rows) {
    MemoryTraces store = new MemoryTraces();
    MachineJudge judge = new MachineJudge(MachineDefaults.model(), store);
    Marked marked = Marked.NONE;
    Map<Long, LinkShare> links = new HashMap<>();
    for (Row row : rows) {
      MachineJudge.Seen seen = judge.see(LabelledCorpus.MAILING, row.sighting());
      marked = marked.plus(seen.marked());
      seen.links().forEach((link, change) -> links.merge(link, change, LinkShare::plus));
    }
    Map<String, Trace> traces = new TreeMap<>();
    for (Row row : rows) {
      String recipient = row.sighting().recipient();
      traces.put(recipient, store.trace(LabelledCorpus.MAILING, recipient));
    }
    return new Run(traces, marked, links);
  }

  /** Of those that are one thing, how many are the other. */
  private static double share(List<Row> rows, Predicate<Row> of, Predicate<Row> are) {
    List<Row> all = rows.stream().filter(of).toList();
    assertThat(all).isNotEmpty();
    return (double) all.stream().filter(are).count() / all.size();
  }

  private static String report(List<Row> rows, Predicate<Row> certain, Predicate<Row> marked) {
    Map<String, long[]> counts = new TreeMap<>();
    for (Row row : rows) {
      boolean click = row.sighting().action() == Action.CLICKED;
      String line =
          (row.machine() ? "machine, " : "human, ")
              + (click ? "clicks: " : "opens: ")
              + row.pattern();
      long[] count = counts.computeIfAbsent(line, key -> new long[3]);
      count[0]++;
      count[1] += marked.test(row) ? 1 : 0;
      count[2] += certain.test(row) ? 1 : 0;
    }
    StringBuilder report = new StringBuilder("rows " + rows.size() + ": all, marked, certain\n");
    counts.forEach(
        (line, count) ->
            report.append("  %5d %5d %5d  %s%n".formatted(count[0], count[1], count[2], line)));
    return report.toString();
  }
}
