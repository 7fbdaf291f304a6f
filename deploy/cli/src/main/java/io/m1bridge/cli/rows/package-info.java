/** Files of rows, read one by one. {@link Rows} is the start. */
@NullMarked
package io.m1bridge.cli.rows;

import org.jspecify.annotations.NullMarked;
