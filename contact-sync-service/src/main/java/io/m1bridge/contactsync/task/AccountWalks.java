package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks of one kind over what the accounts have in a store: in portions, so that no transaction
 * takes long; on record, so that a walk goes on after a restart.
 */
final class AccountWalks {

  private final Ledger.Section<Walk> stored;
  private final Visitor visitor;
  private final Map<AccountId, Walk> running = new HashMap<>();

  /**
   * @param name of the kind, without a slash; the ledger keeps the walks under it
   */
  AccountWalks(Ledger ledger, String name, Visitor visitor) {
    this.stored = ledger.section(name, Walk.class);
    this.visitor = visitor;
  }

  /** Does the work of a portion. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param after key of the last entry visited; empty at the beginning
     */
    Portion visit(AccountId account, String after);
  }

  /**
   * A portion that was visited.
   *
   * @param last key of its last entry; not looked at if it was the last portion
   * @param changed entries that the visit changed
   */
  record Portion(String last, int changed, boolean isLast) {}

  /**
   * A walk under way.
   *
   * @param after key of the last entry visited; empty at the beginning
   * @param changed entries changed so far
   */
  record Walk(AccountId account, String after, int changed) {
    @Override
    public String toString() {
      return "Walk[" + account + "]";
    }
  }

  void load() {
    stored.all().forEach(walk -> running.put(walk.account(), walk));
  }

  /** Begins, or begins anew. */
  void begin(AccountId account) {
    put(new Walk(account, "", 0));
  }

  List<AccountId> accounts() {
    return List.copyOf(running.keySet());
  }

  /**
   * Does the next portion of an account's walk.
   *
   * @return the walk if that was its last portion, else null
   */
  @Nullable Walk step(AccountId account) {
    Walk at = running.get(account);
    if (at == null) {
      return null;
    }
    Portion portion = visitor.visit(account, at.after());
    Walk next = new Walk(account, portion.last(), at.changed() + portion.changed());
    if (!portion.isLast()) {
      put(next);
      return null;
    }
    running.remove(account);
    stored.remove(account.value());
    return next;
  }

  /** Does the next portion of every walk; those that end by it are handed over. */
  void step(Consumer<Walk> ended) {
    for (AccountId account : accounts()) {
      Walk walk = step(account);
      if (walk != null) {
        ended.accept(walk);
      }
    }
  }

  private void put(Walk walk) {
    running.put(walk.account(), walk);
    stored.put(walk.account().value(), walk);
  }
}
