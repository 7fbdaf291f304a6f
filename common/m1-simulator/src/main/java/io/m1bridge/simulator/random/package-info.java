/** An M1 drawn at random out of what the page leaves open. */
@NullMarked
package io.m1bridge.simulator.random;

import org.jspecify.annotations.NullMarked;
