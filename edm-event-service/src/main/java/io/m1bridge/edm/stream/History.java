package io.m1bridge.edm.stream;

/** What was published before, for tasks whose ledger is empty. */
public interface History {

  /**
   * Begins to read, in the background.
   *
   * @param partition of the accounts topic, whose accounts' events are wanted
   */
  HistoryReading read(int partition);
}
