/** A schema registry for tests. */
@NullMarked
package io.m1bridge.testkit.registry;

import org.jspecify.annotations.NullMarked;
