package io.m1bridge.edm.replay;

import io.m1bridge.edm.replay.LetterPage.ReasonCount;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lists dead letters, the newest first. They have no index: one look reads the account's partition
 * from its end backwards, so far and no further. Safe for several threads.
 */
public final class DeadLetters {

  /** Records that one look reads at most. */
  static final int MOST = 20_000;

  private static final int AT_ONCE = 3;

  private final LetterTopic topic;
  private final int most;
  private final Semaphore places = new Semaphore(AT_ONCE);

  public DeadLetters(LetterTopic topic) {
    this(topic, MOST);
  }

  DeadLetters(LetterTopic topic, int most) {
    this.topic = topic;
    this.most = most;
  }

  /**
   * Looks for letters.
   *
   * @param limit letters that are listed, at most
   * @param counted whether all that are looked at are counted by their reasons
   * @param before where another look has ended; null for the newest
   * @return empty if others look just now
   * @throws org.apache.kafka.common.KafkaException if they cannot be read
   */
  public Optional<LetterPage> look(
      AccountId account, LetterFilter filter, int limit, boolean counted, @Nullable Long before) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    try {
      Look look = new Look(account, filter, limit);
      LetterTopic.Part part = topic.read(account, filter.from(), most, before, look::see);
      return Optional.of(look.page(part, counted));
    } finally {
      places.release();
    }
  }

  /** Keeps the last letters of what it sees. */
  private static final class Look {

    private static final Comparator<ReasonCount> MOST_FIRST =
        Comparator.comparing(ReasonCount::letters).reversed().thenComparing(ReasonCount::reason);

    private final AccountId account;
    private final LetterFilter filter;
    private final int limit;
    private final Deque<ListedLetter> listed = new ArrayDeque<>();
    private final Map<String, Long> counts = new HashMap<>();
    private long looked;
    private boolean more;
    private @Nullable Instant oldest;

    Look(AccountId account, LetterFilter filter, int limit) {
      this.account = account;
      this.filter = filter;
      this.limit = limit;
    }

    void see(ConsumerRecord<byte[], byte[]> record) {
      looked++;
      oldest = oldest == null ? Instant.ofEpochMilli(record.timestamp()) : oldest;
      Letter.read(record)
          .filter(letter -> letter.value().account().equals(account.value()))
          .filter(filter::accepts)
          .ifPresent(this::found);
    }

    private void found(Letter letter) {
      counts.merge(letter.value().reason(), 1L, Long::sum);
      listed.addFirst(ListedLetter.of(letter));
      if (listed.size() > limit) {
        listed.removeLast();
        more = true;
      }
    }

    LetterPage page(LetterTopic.Part part, boolean counted) {
      boolean reached = part.whole();
      String next =
          more
              ? Long.toString(listed.getLast().offset())
              : reached ? null : Long.toString(part.begin());
      return new LetterPage(
          account.value(),
          List.copyOf(listed),
          counted ? reasons() : null,
          looked,
          oldest,
          next == null,
          next);
    }

    private List<ReasonCount> reasons() {
      return counts.entrySet().stream()
          .map(count -> new ReasonCount(count.getKey(), count.getValue()))
          .sorted(MOST_FIRST)
          .toList();
    }
  }
}
