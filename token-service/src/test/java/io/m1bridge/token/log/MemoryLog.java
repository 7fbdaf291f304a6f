package io.m1bridge.token.log;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The log without Kafka: the very bytes, in a list. Decisions are made against the real view, as in
 * {@link FencedLog}; commits may fail before or after they are written.
 */
public final class MemoryLog implements AccountLog {

  /** The partitions of the log; few, so that accounts share one. */
  public static final int PARTITIONS = 2;

  private final AccountCodec codec;
  private final StateView view;
  private final List<Written> records = new ArrayList<>();
  private final long[] ends = new long[PARTITIONS];
  private final Set<Integer> elsewhere = new HashSet<>();
  private int applied;
  private int lost;
  private int unanswered;

  /** A record of the state topic; a null value is a tombstone. */
  public record Written(int partition, long offset, String key, byte[] value) {}

  public MemoryLog(AccountCodec codec) {
    this.codec = codec;
    this.view = new StateView(codec, PARTITIONS);
  }

  /** What any reader makes of records, in whatever order they come. */
  public static StateView replay(AccountCodec codec, List<Written> records) {
    StateView view = new StateView(codec, PARTITIONS);
    records.forEach(r -> view.apply(r.partition(), r.offset(), r.key(), r.value()));
    return view;
  }

  public StateView view() {
    return view;
  }

  public List<Written> records() {
    return List.copyOf(records);
  }

  /** Whether another replica owns the partition from now on. */
  public void owned(int partition, boolean here) {
    if (here) {
      elsewhere.remove(partition);
    } else {
      elsewhere.add(partition);
    }
  }

  /** So many commits fail and are not written. */
  public void loseNext(int commits) {
    lost = commits;
  }

  /** So many commits are written, but nobody hears of it. */
  public void leaveUnanswered(int commits) {
    unanswered = commits;
  }

  /** The owner says again who it is. */
  public void announceOwner(int partition, String json) {
    append(partition, StateView.ownerKey(partition), json.getBytes());
  }

  /** Sets an account up as it is to stand. */
  public void put(Account account) {
    append(view.partition(account.id()), account.id().value(), codec.encode(account));
    readToEnd();
  }

  @Override
  public List<Account> accounts() {
    return view.accounts();
  }

  @Override
  public Optional<Account> account(AccountId id) {
    return view.account(id);
  }

  @Override
  public Optional<String> damage(AccountId id) {
    return view.damage(id);
  }

  @Override
  public boolean mayGrant(AccountId id) {
    return !elsewhere.contains(view.partition(id));
  }

  @Override
  public <R> R decide(AccountId id, Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner, LogUnavailable {
    int partition = view.partition(id);
    if (elsewhere.contains(partition)) {
      throw new NotOwner("moved");
    }
    readToEnd();
    Optional<Account> current = view.account(id);
    Decision<R> decided = decision.apply(current);
    Change change = decided.change();
    if (change instanceof Change.Keep) {
      return decided.result();
    }
    if (lost > 0) {
      lost--;
      throw new LogUnavailable("away", new IllegalStateException());
    }
    Account next = change.after(current).orElse(null);
    byte[] value = next == null ? null : codec.encode(next);
    long offset = append(partition, id.value(), value);
    if (unanswered > 0) {
      unanswered--;
      throw new LogUnavailable("no answer", new IllegalStateException());
    }
    view.applyOwn(offset, id, next, value);
    return decided.result();
  }

  /** Applies what was written and not seen yet. */
  public void readToEnd() {
    for (Written r : records.subList(applied, records.size())) {
      view.apply(r.partition(), r.offset(), r.key(), r.value());
    }
    applied = records.size();
  }

  private long append(int partition, String key, byte[] value) {
    // As in a transactional log: offsets have gaps, where the markers stand.
    long offset = ends[partition];
    ends[partition] += 2;
    records.add(new Written(partition, offset, key, value));
    return offset;
  }
}
