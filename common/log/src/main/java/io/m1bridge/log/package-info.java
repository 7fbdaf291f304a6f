/** The log: one sentence a line, and what it is about as keys. */
@NullMarked
package io.m1bridge.log;

import org.jspecify.annotations.NullMarked;
