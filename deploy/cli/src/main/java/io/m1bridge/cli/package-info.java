/** The command line: one class per command. Start with {@link M1Bridge}. */
@NullMarked
package io.m1bridge.cli;

import org.jspecify.annotations.NullMarked;
