package io.m1bridge.edm.stream;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers.Campaign;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The EDM half of M1 as a fake port: campaigns with rows, and answers that go wrong on demand. */
final class CampaignCloud implements M1Port {

  private static final DateTimeFormatter EVENT_DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.0", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final Map<Long, Campaign> campaigns = new TreeMap<>();
  private final Map<Long, List<EngagementRow>> rows = new TreeMap<>();
  private final Map<Long, M1Outcome<?>> refusals = new TreeMap<>();
  private final Deque<M1Outcome<?>> next = new ArrayDeque<>();
  private final List<M1Call<?>> calls = new ArrayList<>();
  private final int pageCap;

  CampaignCloud(int pageCap) {
    this.pageCap = pageCap;
  }

  void campaign(long id, Instant sentAt) {
    campaigns.put(
        id,
        new Campaign(
            id, Optional.of(sentAt), Optional.of(sentAt), "subject " + id, "", Optional.of(4)));
    rows.put(id, new ArrayList<>());
  }

  void row(long campaign, String type, String email, Instant at) {
    row(campaign, type, email, EVENT_DATE.format(at));
  }

  void row(long campaign, String type, String email, String eventDate) {
    List<EngagementRow> list = rows.get(campaign);
    list.add(
        new EngagementRow(
            campaign,
            "subject " + campaign,
            Optional.empty(),
            type,
            email,
            eventDate,
            "",
            "",
            "192.0.2.1",
            "中国",
            "上海",
            "[Unknown]",
            "Windows 7",
            "Google Chrome",
            "24788"));
    list.sort(Comparator.comparing(EngagementRow::eventDate).reversed());
  }

  /** The next call of any kind ends so. */
  void answerNext(M1Outcome<?> outcome) {
    next.add(outcome);
  }

  /** Every reading of the campaign ends so. */
  void answer(long campaign, M1Outcome<?> outcome) {
    refusals.put(campaign, outcome);
  }

  List<M1Call<?>> calls() {
    return List.copyOf(calls);
  }

  List<M1Call.ListEngagement> readings() {
    return calls.stream()
        .filter(M1Call.ListEngagement.class::isInstance)
        .map(M1Call.ListEngagement.class::cast)
        .toList();
  }

  @Override
  @SuppressWarnings("unchecked") // The call says what it returns.
  public <T> CompletionStage<M1Outcome<T>> send(
      AccountId account, AccessToken token, M1Call<T> call) {
    calls.add(call);
    M1Outcome<?> outcome = next.isEmpty() ? answer(call) : next.remove();
    return CompletableFuture.completedFuture((M1Outcome<T>) outcome);
  }

  private M1Outcome<?> answer(M1Call<?> call) {
    if (call instanceof M1Call.ListCampaigns) {
      return new M1Outcome.Accepted<>(Rows.of(List.copyOf(campaigns.values())));
    }
    M1Call.ListEngagement asked = (M1Call.ListEngagement) call;
    if (refusals.containsKey(asked.campaignId())) {
      return refusals.get(asked.campaignId());
    }
    List<EngagementRow> all = rows.get(asked.campaignId());
    int size = Math.min(asked.limit(), pageCap);
    int from = Math.min(all.size(), (asked.page() - 1) * size);
    int to = Math.min(all.size(), from + size);
    return new M1Outcome.Accepted<>(new Page<>(all.size(), all.subList(from, to)));
  }
}
