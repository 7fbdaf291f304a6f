/** What versions before have stored. */
@NullMarked
package io.m1bridge.testkit.golden;

import org.jspecify.annotations.NullMarked;
