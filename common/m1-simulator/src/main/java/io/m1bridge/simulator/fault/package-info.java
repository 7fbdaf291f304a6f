/** Faults on demand: which call is to fail next, and how. */
@NullMarked
package io.m1bridge.simulator.fault;

import org.jspecify.annotations.NullMarked;
