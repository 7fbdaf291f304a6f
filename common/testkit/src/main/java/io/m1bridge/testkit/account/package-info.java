/** A stand-in for token-service's client side, with permits by script or by rate. */
@NullMarked
package io.m1bridge.testkit.account;

import org.jspecify.annotations.NullMarked;
