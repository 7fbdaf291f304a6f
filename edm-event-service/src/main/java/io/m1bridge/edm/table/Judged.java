package io.m1bridge.edm.table;

import io.m1bridge.edm.machine.MachineJudge.Told;
import io.m1bridge.edm.summary.CampaignFact;
import io.m1bridge.edm.summary.LinkFact;
import java.util.List;

/**
 * What follows from one fact of a campaign. All of it in one record: each table gets one record of
 * it, which its id rests on.
 *
 * @param fact with what it changes in the campaign
 * @param links what it changes in its links, if anything
 * @param told recipients of whom there is a new verdict
 */
record Judged(CampaignFact fact, List<LinkFact> links, List<Told> told) {
  Judged {
    links = List.copyOf(links);
    told = List.copyOf(told);
  }
}
