/** What a run is asked to do, and errors that a person can mend. */
@NullMarked
package io.m1bridge.local.options;

import org.jspecify.annotations.NullMarked;
