package io.m1bridge.edm.machine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Traces in memory. */
final class MemoryTraces implements Traces {

  private final Map<String, Trace> traces = new HashMap<>();
  private final Map<String, Set<String>> members = new HashMap<>();

  @Override
  public Trace trace(String mailing, String recipient) {
    return traces.getOrDefault(mailing + "/" + recipient, Trace.NONE);
  }

  @Override
  public void save(String mailing, String recipient, Trace trace) {
    traces.put(mailing + "/" + recipient, trace);
  }

  @Override
  public int count(String mailing, Gateway gateway) {
    return of(mailing, gateway).size();
  }

  @Override
  public void join(String mailing, Gateway gateway, String recipient) {
    if (!of(mailing, gateway).add(recipient)) {
      throw new AssertionError("counted twice");
    }
  }

  @Override
  public void leave(String mailing, Gateway gateway, String recipient) {
    if (!of(mailing, gateway).remove(recipient)) {
      throw new AssertionError("was not counted");
    }
  }

  @Override
  public List<String> members(String mailing, Gateway gateway) {
    return List.copyOf(of(mailing, gateway));
  }

  private Set<String> of(String mailing, Gateway gateway) {
    return members.computeIfAbsent(mailing + "/" + gateway, key -> new TreeSet<>());
  }
}
