/** Answers as tables for people. */
@NullMarked
package io.m1bridge.cli.output;

import org.jspecify.annotations.NullMarked;
