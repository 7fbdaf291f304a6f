package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the account's campaigns, with a wide window: whether M1 filters by creation or by
 * sending is open. What was seen once is kept, listed or not.
 */
final class Discovery implements Work {

  private final String account;
  private final AccountCalls calls;
  private final PollSettings settings;
  private final Clock clock;
  private final Consumer<CampaignDescriptor> found;

  private Instant nextAt;
  private boolean underWay;
  private @Nullable Instant lastAt;
  private @Nullable String problem;

  Discovery(
      String account,
      AccountCalls calls,
      PollSettings settings,
      Clock clock,
      Consumer<CampaignDescriptor> found) {
    this.account = account;
    this.calls = calls;
    this.settings = settings;
    this.clock = clock;
    this.found = found;
    this.nextAt = clock.instant();
  }

  /** When M1 last listed the campaigns; null if it has not yet. */
  @Nullable Instant lastAt() {
    return lastAt;
  }

  /** Why M1 does not list them; null if it does. */
  @Nullable String problem() {
    return problem;
  }

  @Override
  public Optional<Instant> dueAt() {
    return underWay ? Optional.empty() : Optional.of(nextAt);
  }

  @Override
  public void start(Permit permit) {
    underWay = true;
    Instant now = clock.instant();
    PollWindow window =
        PollWindow.around(now, settings.discoveryBack(), now, settings.windowAfter());
    calls.make(
        permit,
        new M1Call.ListCampaigns(window.start(), window.end()),
        this::listed,
        this::refused,
        () -> underWay = false);
  }

  private void listed(M1Answers.Rows<M1Answers.Campaign> campaigns, Instant askedAt) {
    for (M1Answers.Campaign campaign : campaigns.rows()) {
      found.accept(describe(campaign, askedAt));
    }
    lastAt = askedAt;
    problem = null;
    again();
  }

  private void refused(String why) {
    problem = why;
    again();
  }

  private void again() {
    nextAt = clock.instant().plus(settings.discoveryInterval());
    underWay = false;
  }

  private CampaignDescriptor describe(M1Answers.Campaign campaign, Instant now) {
    return new CampaignDescriptor(
        account,
        campaign.id(),
        orNull(campaign.subject()),
        orNull(campaign.thumbnail()),
        campaign.createTime().orElse(null),
        campaign.sendTime().orElse(null),
        campaign.status().orElse(null),
        now);
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text;
  }
}
