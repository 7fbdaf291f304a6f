/** The OAuth2 side of M1: consent, codes, grants and their rotation. */
@NullMarked
package io.m1bridge.simulator.oauth;

import org.jspecify.annotations.NullMarked;
