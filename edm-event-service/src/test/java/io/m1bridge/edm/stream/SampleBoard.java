package io.m1bridge.edm.stream;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.poll.AccountStatus;
import io.m1bridge.edm.poll.CampaignState;
import io.m1bridge.edm.poll.Counts;
import io.m1bridge.edm.poll.Pace;
import io.m1bridge.edm.poll.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A board that shows accounts, as their tasks would tell it. */
public final class SampleBoard {

  public static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private SampleBoard() {}

  /** An account with campaigns of these ids, sent as many days ago as the id says. */
  public static PollBoard of(String account, long... campaigns) {
    PollBoard board = new PollBoard();
    AccountDescriptor descriptor =
        new AccountDescriptor(
            account, "diamond", 4_000, AccountDescriptor.State.AUTHORIZED, 1, null, NOW);
    List<CampaignState> states =
        LongStream.of(campaigns).mapToObj(id -> campaign(account, id)).toList();
    board.show(
        "0_" + AccountPartitioner.partition(account, Topics.EDM_COMMANDS.partitions()),
        List.of(new AccountStatus(descriptor, null, NOW, 0, 0, 60, 3_600, null, 2_000, states)));
    return board;
  }

  private static CampaignState campaign(String account, long id) {
    Instant sentAt = NOW.minusSeconds(id * 86_400);
    return new CampaignState(
        new CampaignDescriptor(account, id, "campaign " + id, null, sentAt, sentAt, null, sentAt),
        new Counts(4_500, 0, 4_500, 4_500L, 0, false, Map.of("opened", 4_500L)),
        new Timing(1, NOW, NOW, sentAt, sentAt, null, NOW, NOW, null, null),
        new Pace(0, 0),
        null,
        null);
  }
}
