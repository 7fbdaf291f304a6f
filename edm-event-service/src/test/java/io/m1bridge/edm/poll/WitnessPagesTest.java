package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each contact of an account may be the one that is asked for. */
class WitnessPagesTest {

  private static final int HOURS = 400;

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(5));
  private final List<Long> asked = new ArrayList<>();
  private int pagesRead;

  /**
   * An account's contacts, numbered from 1.
   *
   * @param cap rows of a page, whatever is asked for
   * @param first the number of the first page
   * @param counted what M1 counts
   */
  private record Listed(int contacts, int cap, int first, OptionalLong counted) {

    static Listed of(int contacts, int cap) {
      return new Listed(contacts, cap, 1, OptionalLong.of(contacts));
    }

    Page<Contact> page(M1Call.ListContacts call) {
      int size = Math.min(cap, call.limit());
      long from = (long) size * (call.page() - first);
      List<Contact> rows =
          LongStream.rangeClosed(from + 1, Math.min(contacts, from + size))
              .mapToObj(Listed::contact)
              .toList();
      return new Page<>(counted, rows, List.of());
    }

    private static Contact contact(long id) {
      return new Contact(
          OptionalLong.of(id),
          Map.of(ContactField.EMAIL, "p" + id + "@x.cn"),
          Map.of(),
          List.of(),
          Optional.empty());
    }
  }

  private final class Account implements M1Port {

    private final Listed listed;

    Account(Listed listed) {
      this.listed = listed;
    }

    @Override
    @SuppressWarnings("unchecked") // the call says what it returns
    public <T> CompletionStage<M1Outcome<T>> send(
        AccountId account, AccessToken token, M1Call<T> call) {
      if (call instanceof M1Call.ListContacts list) {
        pagesRead++;
        return done((T) listed.page(list));
      }
      if (call instanceof M1Call.ContactBehaviour detail) {
        asked.add(detail.id());
        return done((T) Rows.of(List.of()));
      }
      return m1.send(account, token, call);
    }

    private <T> CompletionStage<M1Outcome<T>> done(T value) {
      return CompletableFuture.completedFuture(new M1Outcome.Accepted<>(value));
    }
  }

  private void witness(Listed listed) {
    PollHarness poller =
        new PollHarness(new Account(listed), Map.of("witness-interval", "1h"), START);
    poller.pass(Duration.ofHours(HOURS), Duration.ofMinutes(5));
    assertThat(asked).as("one each hour").hasSizeBetween(HOURS * 9 / 10, HOURS);
  }

  @Test
  void shouldMeetThoseOfAShortLastPage() {
    witness(Listed.of(120, 50));
    assertThat(asked).anyMatch(id -> id > 100).anyMatch(id -> id <= 50);
    assertThat(pagesRead).isBetween(HOURS * 9 / 10, HOURS);
  }

  @Test
  void shouldMeetAllWhereM1GivesFewerRowsThanAreAskedFor() {
    witness(Listed.of(50, 20));
    assertThat(asked).anyMatch(id -> id > 40).anyMatch(id -> id <= 20);
    assertThat(pagesRead).as("none behind the end").isBetween(HOURS * 9 / 10, HOURS);
  }

  @Test
  void shouldLookAtOnceElsewhereWhereAPageIsEmpty() {
    witness(new Listed(120, 50, 0, OptionalLong.of(120)));
    assertThat(pagesRead).isGreaterThan(HOURS);
  }

  @Test
  void shouldFindTheEndWhereM1CountsNobody() {
    witness(new Listed(120, 50, 1, OptionalLong.empty()));
    assertThat(asked).anyMatch(id -> id > 100).anyMatch(id -> id <= 50);
  }

  @Test
  void shouldMeetSomebodyWhereM1CountsFarTooMany() {
    witness(new Listed(120, 50, 1, OptionalLong.of(1_000_000)));
    assertThat(asked).anyMatch(id -> id > 100).anyMatch(id -> id <= 50);
  }
}
