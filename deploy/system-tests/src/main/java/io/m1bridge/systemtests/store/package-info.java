/** Stores after a SIGKILL: they hold what was committed and nothing else. */
@NullMarked
package io.m1bridge.systemtests.store;

import org.jspecify.annotations.NullMarked;
