/** Wiring of the service: configuration and beans. The work is done in the packages below. */
@NullMarked
package io.m1bridge.edm;

import org.jspecify.annotations.NullMarked;
