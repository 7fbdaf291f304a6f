package io.m1bridge.simulator.edm;

import io.m1bridge.simulator.behaviour.EdmBehaviour;

/** A window of time, epoch ms, with or without its ends. */
record Window(long start, long end, EdmBehaviour behaviour) {
  boolean contains(long time) {
    boolean afterStart = behaviour.startInclusive() ? time >= start : time > start;
    boolean beforeEnd = behaviour.endInclusive() ? time <= end : time < end;
    return afterStart && beforeEnd;
  }
}
