package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what tests look at: calls and bugs. */
public final class RecordingMeter implements TaskMeter {

  private final Map<String, Integer> callsByKind = new TreeMap<>();
  private final Map<String, Integer> replayed = new TreeMap<>();
  private final Map<String, Integer> damaged = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();

  Map<String, Integer> callsByKind() {
    return callsByKind;
  }

  /** What became of replayed dead letters. */
  Map<String, Integer> replayed() {
    return replayed;
  }

  /** Classes of the bugs that were met. */
  List<String> internalErrors() {
    return List.copyOf(errors);
  }

  @Override
  public void accepted() {}

  @Override
  public void result(Outcome outcome, Instant receivedAt, Instant now) {}

  @Override
  public void deadLetter(String reason) {}

  @Override
  public void replayed(String outcome) {
    replayed.merge(outcome, 1, Integer::sum);
  }

  @Override
  public void passedOver(String why) {}

  @Override
  public void internalError(String errorClass) {
    errors.add(errorClass);
  }

  @Override
  public void call(Intent.Kind kind, int rows, String outcome) {
    callsByKind.merge(kind.name(), 1, Integer::sum);
  }

  @Override
  public void read(String name, CallEnd end) {
    callsByKind.merge(name, 1, Integer::sum);
    if (end.damagedRows() > 0) {
      damaged.merge(name, end.damagedRows(), Integer::sum);
    }
  }

  /** Rows that could not be read, by list. */
  Map<String, Integer> damaged() {
    return damaged;
  }
}
