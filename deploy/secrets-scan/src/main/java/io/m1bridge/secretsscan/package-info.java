/** Looks for the secrets of a test build in everything that it logged. */
@NullMarked
package io.m1bridge.secretsscan;

import org.jspecify.annotations.NullMarked;
