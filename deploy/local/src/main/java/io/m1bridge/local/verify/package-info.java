/**
 * What a finite run has to prove: M1 equals the truth, every change has its end, every engagement
 * row is published once, no limit is broken. Read {@link io.m1bridge.local.verify.ContactCheck}
 * first.
 */
@NullMarked
package io.m1bridge.local.verify;

import org.jspecify.annotations.NullMarked;
