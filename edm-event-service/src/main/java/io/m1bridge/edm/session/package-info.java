/**
 * One reading of a campaign's list: which page next, what is new, when done. Plain Java, no calls.
 * Read {@link io.m1bridge.edm.session.PollSession} first.
 */
@NullMarked
package io.m1bridge.edm.session;

import org.jspecify.annotations.NullMarked;
