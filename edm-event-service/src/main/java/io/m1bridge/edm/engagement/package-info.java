/**
 * What an M1 row means: its action, its time, and the event that subscribers get. Read {@link
 * io.m1bridge.edm.engagement.EngagementMapper} first.
 */
@NullMarked
package io.m1bridge.edm.engagement;

import org.jspecify.annotations.NullMarked;
