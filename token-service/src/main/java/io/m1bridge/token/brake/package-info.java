/** The one brake over the refreshes of all replicas, and how they share it. */
@NullMarked
package io.m1bridge.token.brake;

import org.jspecify.annotations.NullMarked;
