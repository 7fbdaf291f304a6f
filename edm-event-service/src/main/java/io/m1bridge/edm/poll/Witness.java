package io.m1bridge.edm.poll;

import io.m1bridge.account.Permit;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A second witness of completeness: M1's own list of what one contact did, of a contact taken at
 * random. Where it has a row that is not known, of a time that was found complete, the campaign's
 * whole list is read again. Only with calls that nothing else wants.
 */
final class Witness implements Work {

  private static final int PAGE = 50;

  /** After a failure: whether M1 answers at all is for the polls to find out. */
  private static final Duration REST = Duration.ofHours(1);

  private final AccountDescriptor account;
  private final Duration interval;
  private final Map<Long, CampaignPoll> campaigns;
  private final AccountCalls calls;
  private final WitnessCheck check;
  private final PollMetrics metrics;
  private final RandomGenerator random;
  private final Clock clock;

  private Instant nextAt;
  private boolean underWay;
  private @Nullable Long contact;
  private final ContactPages pages = new ContactPages();

  /**
   * @param campaigns by id, as they are at any time
   */
  Witness(
      AccountDescriptor account,
      PollEnvironment environment,
      Map<Long, CampaignPoll> campaigns,
      AccountCalls calls,
      PollStore store) {
    this.account = account;
    this.interval = environment.settings().witnessInterval();
    this.campaigns = campaigns;
    this.calls = calls;
    this.check = new WitnessCheck(account, store, environment.mapper());
    this.metrics = environment.metrics();
    this.random = environment.random();
    this.clock = environment.clock();
    this.nextAt = clock.instant().plus(interval);
  }

  @Override
  public Optional<Instant> dueAt() {
    return interval.isZero() || underWay ? Optional.empty() : Optional.of(nextAt);
  }

  @Override
  public double gain(Instant now) {
    return 0;
  }

  @Override
  public boolean overdue(Instant now) {
    return false;
  }

  @Override
  public void start(Permit permit) {
    underWay = true;
    Long next = contact;
    if (next == null) {
      int page = pages.any(random);
      calls.make(permit, new M1Call.ListContacts(List.of(), page, PAGE), this, new Contacts(page));
    } else {
      calls.make(permit, new M1Call.ContactBehaviour(next), this, new Behaviour());
    }
  }

  private abstract class Answers<T> implements CallHandler<T> {

    @Override
    public void answered(T value, Instant askedAt) {
      underWay = false;
      taken(value);
    }

    abstract void taken(T value);

    @Override
    public void failed(Failure failure) {
      underWay = false;
      contact = null;
      rest(interval.compareTo(REST) > 0 ? interval : REST);
    }

    @Override
    public void notMade() {
      underWay = false;
    }
  }

  private void rest(Duration time) {
    nextAt = clock.instant().plus(time);
  }

  /** A page of the account's contacts, of which one is taken. */
  private final class Contacts extends Answers<Page<Contact>> {

    private final int number;

    Contacts(int number) {
      this.number = number;
    }

    @Override
    void taken(Page<Contact> page) {
      if (pages.came(number, page)) {
        return;
      }
      List<Long> known =
          page.rows().stream()
              .filter(one -> one.id().isPresent() && one.get(ContactField.EMAIL).isPresent())
              .map(one -> one.id().getAsLong())
              .toList();
      if (known.isEmpty()) {
        rest(interval);
      } else {
        contact = known.get(random.nextInt(known.size()));
      }
    }
  }

  /** What that one did. */
  private final class Behaviour extends Answers<Rows<EngagementRow>> {

    @Override
    void taken(Rows<EngagementRow> rows) {
      contact = null;
      rest(interval);
      rows.rows().stream()
          .collect(Collectors.groupingBy(EngagementRow::campaignId))
          .forEach(this::compare);
    }

    private void compare(long id, List<EngagementRow> rows) {
      CampaignPoll poll = campaigns.get(id);
      Witnessed told = poll == null ? null : check.of(poll.state(), rows, clock.instant());
      if (poll == null || told == null) {
        return;
      }
      metrics.witnessed(new AccountId(account.account()), told);
      poll.save(poll.state().with(told));
      if (told.missing() > 0) {
        poll.doubt();
        poll.dueNow();
      }
    }
  }
}
