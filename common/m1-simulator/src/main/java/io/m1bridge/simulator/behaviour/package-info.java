/**
 * The knobs: each thing the M1 page leaves open, as a value that tests may change while the
 * simulator runs.
 */
@NullMarked
package io.m1bridge.simulator.behaviour;

import org.jspecify.annotations.NullMarked;
