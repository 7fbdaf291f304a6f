package io.m1bridge.systemtests.store;

import io.m1bridge.process.ServiceProcess;

/** A service that is killed, and what makes it write. */
interface Victim {

  VictimProcess service();

  default ServiceProcess process() {
    return service().process();
  }

  /** Gives it something to write to its stores, for some seconds. */
  void write() throws Exception;

  /** From now on it finds nothing to process. */
  void holdInput() throws Exception;

  /** The opposite of {@link #holdInput}. */
  void letInput();
}
