/** Campaigns that live, and the engagement rows that they produce over time. */
@NullMarked
package io.m1bridge.simulator.edm;

import org.jspecify.annotations.NullMarked;
