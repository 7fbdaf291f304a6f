/** What replicas of this service say to each other. */
@NullMarked
package io.m1bridge.token.replica;

import org.jspecify.annotations.NullMarked;
