package io.m1bridge.contactsync.replay;

import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One look at the topic from its end backwards: all partitions together, by time. */
final class Look {

  /** Records of a partition that are read at once: few at first, since its page may be full. */
  private static final int FIRST = 100;

  private static final int MORE = 1_000;

  /** Records stand nearly in the order of their times: those who write them have clocks. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private static final Comparator<LetterPage.ReasonCount> MOST_FIRST =
      Comparator.comparingLong(LetterPage.ReasonCount::letters)
          .reversed()
          .thenComparing(LetterPage.ReasonCount::reason);

  private final LetterLog log;
  private final DeadLetterReader reader;
  private final LetterQuery query;
  private final BooleanSupplier tooLate;
  private final Map<Integer, Tail> tails = new TreeMap<>();
  private final List<ListedLetter> listed = new ArrayList<>();
  private final Map<String, Long> counts = new HashMap<>();
  private long looked;
  private long ofNobody;
  private @Nullable Instant lookedBackTo;
  private @Nullable LetterCursor next;

  /**
   * @param tooLate whether enough time was spent
   */
  Look(LetterLog log, DeadLetterReader reader, LetterQuery query, BooleanSupplier tooLate) {
    this.log = log;
    this.reader = reader;
    this.query = query;
    this.tooLate = tooLate;
  }

  /** What is kept of a record. */
  private record Entry(
      long offset, Instant at, boolean isOfNobody, Optional<ListedLetter> wanted) {}

  /** What was not looked at yet of a partition. */
  private static final class Tail {
    private final long begin;
    private long end;
    private long readFrom;
    private int portion = FIRST;
    private final Deque<Entry> read = new ArrayDeque<>();

    Tail(LetterLog.Part part) {
      this.begin = part.begin();
      this.end = part.end();
      this.readFrom = part.end();
    }

    boolean isEmpty() {
      return read.isEmpty() && readFrom <= begin;
    }

    boolean isToBeRead() {
      return read.isEmpty() && readFrom > begin;
    }

    LetterLog.Part portion() {
      return new LetterLog.Part(Math.max(begin, readFrom - portion), readFrom);
    }

    void took(LetterLog.@Nullable Part part, List<Entry> entries) {
      if (part == null) {
        throw new IllegalStateException("It was not asked for");
      }
      read.addAll(entries);
      readFrom = part.begin();
      portion = MORE;
      if (entries.isEmpty()) {
        end = readFrom;
      }
    }

    Instant newest() {
      return read.getLast().at();
    }

    Entry take() {
      Entry entry = read.removeLast();
      end = read.isEmpty() ? Math.min(entry.offset(), readFrom) : entry.offset();
      return entry;
    }
  }

  LetterPage page() {
    begin();
    while (goesOn() && isEachRead()) {
      tails.values().stream()
          .filter(tail -> !tail.read.isEmpty())
          .max(Comparator.comparing(Tail::newest))
          .ifPresent(tail -> lookAt(tail.take()));
    }
    boolean whole = tails.values().stream().allMatch(Tail::isEmpty);
    LetterCursor rest = next == null && !whole ? cursor() : next;
    return new LetterPage(
        listed,
        query.isCounted() ? reasons() : null,
        looked,
        lookedBackTo,
        whole,
        ofNobody,
        rest == null ? null : rest.text());
  }

  private void begin() {
    @Nullable Instant to = query.filter().to();
    Map<Integer, Long> ends = to == null ? Map.of() : log.offsetsAt(to.plus(CLOCKS));
    log.parts(query.filter().from())
        .forEach(
            (partition, part) -> {
              long end = Math.min(part.end(), ends.getOrDefault(partition, part.end()));
              long before = query.before().ends().getOrDefault(partition, end);
              tails.put(
                  partition, new Tail(new LetterLog.Part(part.begin(), Math.min(end, before))));
            });
  }

  private boolean goesOn() {
    boolean enough = listed.size() >= query.limit() && !query.isCounted();
    return !enough && looked < DeadLetters.MOST && !tails.values().stream().allMatch(Tail::isEmpty);
  }

  /**
   * Which record is the newest one is known when each partition shows one. False if it is too late
   * to read on; each look reads something.
   */
  private boolean isEachRead() {
    Map<Integer, LetterLog.Part> parts = missing();
    while (!parts.isEmpty()) {
      if (looked > 0 && tooLate.getAsBoolean()) {
        return false;
      }
      Map<Integer, LetterLog.Part> asked = parts;
      log.read(asked, this::entry)
          .forEach((partition, read) -> tail(partition).took(asked.get(partition), read));
      parts = missing();
    }
    return true;
  }

  private Map<Integer, LetterLog.Part> missing() {
    Map<Integer, LetterLog.Part> parts = new HashMap<>();
    tails.forEach(
        (partition, tail) -> {
          if (tail.isToBeRead()) {
            parts.put(partition, tail.portion());
          }
        });
    return parts;
  }

  private Tail tail(int partition) {
    Tail tail = tails.get(partition);
    if (tail == null) {
      throw new IllegalStateException("There is no partition " + partition);
    }
    return tail;
  }

  private Entry entry(ConsumerRecord<byte[], byte[]> record) {
    Optional<ReadLetter> letter = reader.look(record, query.filter());
    boolean ofNobody = letter.filter(one -> one.contact() == null).isPresent();
    return new Entry(
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        ofNobody,
        letter
            .filter(this::isWanted)
            .map(
                one ->
                    ListedLetter.of(
                        one,
                        query.account() == null ? null : one.in(query.account().value()),
                        new Coordinates(record.topic(), record.partition(), record.offset()))));
  }

  private boolean isWanted(ReadLetter letter) {
    AccountId account = query.account();
    return account == null ? letter.contact() == null : letter.isOf(account.value());
  }

  private void lookAt(Entry entry) {
    looked++;
    ofNobody += entry.isOfNobody() ? 1 : 0;
    lookedBackTo = entry.at();
    entry.wanted().ifPresent(this::found);
  }

  private void found(ListedLetter letter) {
    counts.merge(letter.reason(), 1L, Long::sum);
    if (listed.size() < query.limit()) {
      listed.add(letter);
      next = null;
    } else if (next == null) {
      // There is one more: it is the first of the next page.
      next = cursorBehind(letter);
    }
  }

  private LetterCursor cursorBehind(ListedLetter letter) {
    Map<Integer, Long> ends = new HashMap<>(cursor().ends());
    ends.put(letter.letter().partition(), letter.letter().offset() + 1);
    return new LetterCursor(ends);
  }

  private LetterCursor cursor() {
    Map<Integer, Long> ends = new HashMap<>();
    tails.forEach((partition, tail) -> ends.put(partition, tail.end));
    return new LetterCursor(ends);
  }

  private List<LetterPage.ReasonCount> reasons() {
    return counts.entrySet().stream()
        .map(count -> new LetterPage.ReasonCount(count.getKey(), count.getValue()))
        .sorted(MOST_FIRST)
        .toList();
  }
}
