/** token-service under real faults: no grant is lost, no refresh token is spent twice. */
@NullMarked
package io.m1bridge.systemtests.token;

import org.jspecify.annotations.NullMarked;
