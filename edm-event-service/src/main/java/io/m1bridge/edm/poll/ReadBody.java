package io.m1bridge.edm.poll;

import io.m1bridge.edm.poll.CampaignRead.Counting;
import io.m1bridge.edm.session.WholeList;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a full read was.
 *
 * @param listed rows in it
 * @param counting how M1 counted them
 * @param told M1's last count; null if it gave none
 * @param list all of it; null if not all of it was seen
 */
record ReadBody(long listed, Counting counting, @Nullable Long told, @Nullable WholeList list) {}
