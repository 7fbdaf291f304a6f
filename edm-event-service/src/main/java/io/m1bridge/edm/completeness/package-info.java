/**
 * What is certified of the days of a campaign, plain Java: how many events each has, the hash of
 * their ids, and what M1 counts. Read {@link io.m1bridge.edm.completeness.CampaignDays} first.
 */
@NullMarked
package io.m1bridge.edm.completeness;

import org.jspecify.annotations.NullMarked;
