package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.plan.InputFlows;
import io.m1bridge.contactsync.reconcile.Reconcile;
import io.m1bridge.m1.M1Call;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The planner over the pieces of a task: it chooses what becomes of each permit. */
final class PlannerBench {

  final InputFlows flows;
  private final Workbench bench;
  private final Planner planner;
  private int seen;

  PlannerBench(Workbench bench) {
    this.bench = bench;
    flows = new InputFlows(bench.task.flow());
    planner =
        new Planner(
            bench.calls,
            bench.queue,
            bench.clock,
            bench.task,
            bench.writes,
            bench.deletes,
            bench.properties,
            new Probe(bench.calls, bench.ids, bench.meter, bench.clock),
            flows,
            () -> true,
            new Reconcile(
                bench.ledger,
                bench.contacts,
                bench.properties,
                bench.calls,
                bench.ids,
                bench.meter,
                bench.clock,
                bench.task.reconcile()));
  }

  /** The CRM has a contact with a custom property. */
  void withLabel(String name, String label) {
    bench.upsert(name, Map.of("email", name + "@x.cn", "custom:" + label, "v"), Set.of());
  }

  /** Plans, and completes what was planned. */
  void plan() {
    planUncommitted();
    bench.commit();
  }

  /** Plans; the calls are on record, and not made yet. */
  void planUncommitted() {
    planner.plan(bench.account);
  }

  /** Plans with one permit more; tells which calls were made. */
  List<String> planOne() {
    bench.access.grant(Workbench.ACCOUNT, 1);
    plan();
    return news();
  }

  /** Names of M1's calls since the last look. */
  List<String> news() {
    List<String> all = bench.m1.calls().stream().map(made -> made.call().name()).toList();
    List<String> news = all.subList(seen, all.size());
    seen = all.size();
    return news;
  }

  /** How many contacts the adds so far carried. */
  List<Integer> addedRows() {
    return bench.m1.calls(M1Call.AddContacts.class).stream()
        .map(add -> add.contacts().size())
        .toList();
  }
}
