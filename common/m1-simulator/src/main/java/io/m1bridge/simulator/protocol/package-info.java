/**
 * What every M1 call shares: codes, parameters, refusals and the forms an answer takes on the wire.
 */
@NullMarked
package io.m1bridge.simulator.protocol;

import org.jspecify.annotations.NullMarked;
