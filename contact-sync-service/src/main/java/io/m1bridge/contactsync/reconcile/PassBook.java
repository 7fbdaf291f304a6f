package io.m1bridge.contactsync.reconcile;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.store.KeyedContacts;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last pass of each account, on record. */
final class PassBook {

  private final Ledger.Section<Pass> stored;
  private final KeyedContacts keyed;
  private final Clock clock;
  private final Map<AccountId, Pass> passes = new HashMap<>();
  private final List<Pass> inherited = new ArrayList<>();

  PassBook(Ledger ledger, KeyedContacts keyed, Clock clock) {
    this.stored = ledger.section("reconcile", Pass.class);
    this.keyed = keyed;
    this.clock = clock;
  }

  /** Finds the passes that an earlier owner began. */
  void load() {
    for (Pass pass : stored.all()) {
      passes.put(pass.account(), pass);
      if (pass.stage() == Pass.Stage.LISTING && keyed.isByLists(pass.account())) {
        inherited.add(pass);
      }
    }
  }

  /**
   * Of contacts that lists decide about, what a pass of an earlier owner showed went with that
   * owner: such a pass begins anew.
   */
  void beginAnew() {
    inherited.forEach(pass -> put(pass.cut(clock.instant()).next(clock.instant())));
    inherited.clear();
  }

  /** The account is there: its first pass is due some time. */
  void known(AccountId account) {
    if (!passes.containsKey(account)) {
      put(Pass.none(account, clock.instant()));
    }
  }

  /** Begins a pass, unless one is under way, or was begun less than so long ago. */
  void begin(AccountId account, Duration apart) {
    known(account);
    Pass pass = pass(account);
    if (pass.mayFollow(apart, clock.instant())) {
      put(pass.next(clock.instant()));
    }
  }

  /** Something changed at M1: a pass that began before is followed by another one. */
  void anew(AccountId account) {
    known(account);
    put(pass(account).anew(clock.instant()));
  }

  /** As {@link #begin} for those who wait for what only a pass tells. */
  void want(AccountId account) {
    known(account);
    if (pass(account).mayFollow(keyed.lists().apart(account), clock.instant())) {
      keyed.lists().passes().begins(account);
      put(pass(account).next(clock.instant()));
    }
  }

  /** What passes told says nothing of the account that is there now. */
  void abandon(AccountId account) {
    passes.remove(account);
    inherited.removeIf(pass -> pass.account().equals(account));
    known(account);
  }

  Pass pass(AccountId account) {
    return find(account).orElseGet(() -> Pass.none(account, clock.instant()));
  }

  Optional<Pass> find(AccountId account) {
    return Optional.ofNullable(passes.get(account));
  }

  List<Pass> all() {
    return List.copyOf(passes.values());
  }

  void put(Pass pass) {
    passes.put(pass.account(), pass);
    stored.put(pass.account().value(), pass);
  }
}
