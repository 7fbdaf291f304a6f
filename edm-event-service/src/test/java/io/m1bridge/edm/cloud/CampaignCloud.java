package io.m1bridge.edm.cloud;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers.Campaign;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.wire.KeptRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The EDM half of M1 as a fake port: campaigns with rows, and answers that go wrong on demand. */
public final class CampaignCloud implements M1Port {

  static final DateTimeFormatter EVENT_DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.0", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  /** A row of a list: readable, or damaged. */
  private record Entry(Instant at, EngagementRow row, @Nullable DamagedRow damaged) {}

  private final Map<Long, Campaign> campaigns = new TreeMap<>();
  private final List<DamagedRow> damagedCampaigns = new ArrayList<>();
  private final Map<Long, List<Entry>> rows = new TreeMap<>();
  private final Map<Long, M1Outcome<?>> refusals = new TreeMap<>();
  private final Deque<M1Outcome<?>> next = new ArrayDeque<>();
  private final List<M1Call<?>> calls = new ArrayList<>();
  private Quirks quirks;
  private @Nullable M1Outcome<?> always;
  private @Nullable M1Outcome<?> list;
  private @Nullable Duration widestList;
  private @Nullable M1Outcome<?> singleRows;
  private @Nullable RuntimeException thrown;

  public CampaignCloud(Quirks quirks) {
    this.quirks = quirks;
  }

  public void quirks(Quirks other) {
    quirks = other;
  }

  /** Lists campaigns by when they were made, and refuses windows that are wider. */
  public void widestList(Duration most) {
    widestList = most;
  }

  public void campaign(long id, Instant sentAt) {
    campaign(id, sentAt, "subject " + id);
  }

  public void campaign(long id, Instant sentAt, String subject) {
    campaigns.put(
        id,
        new Campaign(id, Optional.of(sentAt), Optional.of(sentAt), subject, "", Optional.of(4)));
    rows.put(id, new ArrayList<>());
  }

  /** A campaign that was made then and is sent, or was, at another time; rows stay. */
  public void planned(long id, Instant createdAt, Instant sentAt) {
    campaigns.put(
        id,
        new Campaign(
            id, Optional.of(createdAt), Optional.of(sentAt), "subject " + id, "", Optional.of(4)));
    rows.computeIfAbsent(id, any -> new ArrayList<>());
  }

  /** An entry of the list of campaigns that cannot be read. */
  public void damagedCampaign(String raw) {
    damagedCampaigns.add(new DamagedRow(damagedCampaigns.size(), raw, "task_id is missing"));
  }

  public void row(long campaign, String type, String email, Instant at) {
    row(campaign, type, email, at, "");
  }

  public void row(long campaign, String type, String email, Instant at, String clickUrl) {
    add(campaign, new Entry(at, row(campaign, type, email, EVENT_DATE.format(at), clickUrl), null));
  }

  public void row(long campaign, String type, String email, Instant at, String date, String url) {
    add(campaign, new Entry(at, row(campaign, type, email, date, url), null));
  }

  /** A row that cannot be read, where one of that time would stand. */
  public void damaged(long campaign, Instant at, String raw) {
    add(
        campaign,
        new Entry(
            at,
            KeptRow.engagement(campaign, raw).orElse(row(campaign, "", "", "", "")),
            new DamagedRow(0, raw, "the row is null")));
  }

  /** From now on whoever asks can read each row that was damaged and can be read at all. */
  public void mend(long campaign) {
    rows.get(campaign)
        .replaceAll(
            one -> one.row().email().isEmpty() ? one : new Entry(one.at(), one.row(), null));
  }

  /** The nth row, of those there are, vanishes. */
  public void vanish(long campaign, int n) {
    List<Entry> list = rows.get(campaign);
    if (!list.isEmpty()) {
      list.remove(n % list.size());
    }
  }

  /** The nth row, of those there are, gets another IP, client and mailing id where it stands. */
  public void change(long campaign, int n, String to) {
    List<Entry> list = rows.get(campaign);
    if (!list.isEmpty()) {
      Entry old = list.get(n % list.size());
      DamagedRow damaged = old.damaged(); // What cannot be read does not change.
      list.set(n % list.size(), new Entry(old.at(), ChangedRow.of(old.row(), to), damaged));
    }
  }

  /** Recipient and link of every row there is. */
  public List<String> texts(long campaign) {
    return rows.get(campaign).stream()
        .map(entry -> entry.row().email() + " " + entry.row().clickUrl())
        .toList();
  }

  public int size(long campaign) {
    return rows.get(campaign).size();
  }

  /** The next call of any kind ends so. */
  public void answerNext(M1Outcome<?> outcome) {
    next.add(outcome);
  }

  /** Every call ends so until told otherwise; null for as usual. */
  public void answerAll(@Nullable M1Outcome<?> outcome) {
    always = outcome;
  }

  /** The list of campaigns is answered so until told otherwise; null for as usual. */
  public void answerList(@Nullable M1Outcome<?> outcome) {
    list = outcome;
  }

  /** Every reading of a single row is answered so until told otherwise; null for as usual. */
  public void answerSingleRows(@Nullable M1Outcome<?> outcome) {
    singleRows = outcome;
  }

  /** Every call throws until told otherwise; null for as usual. */
  public void throwAlways(@Nullable RuntimeException e) {
    thrown = e;
  }

  /** Every reading of the campaign ends so. */
  public void answer(long campaign, M1Outcome<?> outcome) {
    refusals.put(campaign, outcome);
  }

  /** Readings of the campaign succeed again. */
  public void heal(long campaign) {
    refusals.remove(campaign);
  }

  public List<M1Call<?>> calls() {
    return List.copyOf(calls);
  }

  public List<M1Call.ListEngagement> readings() {
    return calls.stream()
        .filter(M1Call.ListEngagement.class::isInstance)
        .map(M1Call.ListEngagement.class::cast)
        .toList();
  }

  public long readings(long campaign) {
    return readings().stream().filter(call -> call.campaignId() == campaign).count();
  }

  @Override
  @SuppressWarnings("unchecked") // The call says what it returns.
  public <T> CompletionStage<M1Outcome<T>> send(
      AccountId account, AccessToken token, M1Call<T> call) {
    calls.add(call);
    if (thrown != null) {
      throw thrown;
    }
    M1Outcome<?> outcome = always == null ? next.poll() : always;
    return CompletableFuture.completedFuture(
        (M1Outcome<T>) (outcome == null ? answer(call) : outcome));
  }

  private M1Outcome<?> answer(M1Call<?> call) {
    if (call instanceof M1Call.ListCampaigns window) {
      return list == null
          ? CampaignList.of(window, widestList, campaigns.values(), damagedCampaigns)
          : list;
    }
    M1Call.ListEngagement asked = (M1Call.ListEngagement) call;
    if (singleRows != null && asked.limit() == 1) {
      return singleRows;
    }
    M1Outcome<?> refusal = refusals.get(asked.campaignId());
    if (refusal == null && asked.page() > quirks.deepest()) {
      refusal =
          switch (quirks.beyond()) {
            case REFUSED -> new M1Outcome.Unexplained<>(Optional.empty(), "too deep");
            case NO_ANSWER -> new M1Outcome.Unavailable<>("nothing", Duration.ofSeconds(1));
            case DEEPEST -> null;
          };
    }
    return refusal == null ? new M1Outcome.Accepted<>(page(asked)) : refusal;
  }

  private Page<EngagementRow> page(M1Call.ListEngagement asked) {
    List<Entry> all = rows.get(asked.campaignId());
    List<Entry> inWindow =
        all.stream()
            .filter(entry -> !entry.at().isBefore(asked.start()))
            .filter(entry -> !entry.at().isAfter(asked.end()))
            .toList();
    List<Entry> listed = quirks.honoursWindow() ? inWindow : all;
    int size = Math.min(asked.limit(), quirks.pageCap());
    int from = Math.min(listed.size(), quirks.pages() ? (number(asked) - 1) * size : 0);
    List<Entry> page = listed.subList(from, Math.min(listed.size(), from + size));
    return new Page<>(
        quirks.told(
            quirks.countHonoursWindow() ? listed.size() : all.size(), page.size(), calls.size()),
        page.stream().filter(entry -> entry.damaged() == null).map(Entry::row).toList(),
        page.stream().map(Entry::damaged).filter(damaged -> damaged != null).toList());
  }

  /** Which page it gives. */
  private int number(M1Call.ListEngagement asked) {
    return quirks.beyond() == Quirks.Beyond.DEEPEST
        ? Math.min(asked.page(), quirks.deepest())
        : asked.page();
  }

  private void add(long campaign, Entry entry) {
    List<Entry> list = rows.get(campaign);
    int at = 0;
    while (at < list.size() && list.get(at).at().isAfter(entry.at())) {
      at++;
    }
    list.add(at, entry);
  }

  private static EngagementRow row(
      long campaign, String type, String email, String eventDate, String clickUrl) {
    return new EngagementRow(
        campaign,
        "subject " + campaign,
        Optional.empty(),
        type,
        email,
        eventDate,
        "",
        clickUrl,
        "192.0.2.1",
        "中国",
        "上海",
        "[Unknown]",
        "Windows 7",
        "Google Chrome",
        "24788");
  }
}
