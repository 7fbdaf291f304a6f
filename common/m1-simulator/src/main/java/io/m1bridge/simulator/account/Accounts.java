package io.m1bridge.simulator.account;

import io.m1bridge.simulator.contact.ContactBook;
import io.m1bridge.simulator.edm.Campaigns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All accounts, in the order in which they were made. Thread-safe. */
public final class Accounts {
  private static final long FIRST_M1_ACCOUNT = 2627;
  private static final long FIRST_NUMBER = 1_000_001;

  private final Consumer<String> secrets;
  private final Map<String, M1Account> byId = new LinkedHashMap<>();
  private final AtomicLong nextM1Account = new AtomicLong(FIRST_M1_ACCOUNT);
  // Ids are never reused and never shared by two accounts, so that mixing accounts up cannot stay
  // hidden.
  private final AtomicLong numbers = new AtomicLong(FIRST_NUMBER);

  /**
   * @param secrets told every client secret that is good
   */
  public Accounts(Consumer<String> secrets) {
    this.secrets = secrets;
  }

  /**
   * Makes an account, or changes the settings of one that is there and keeps its data.
   *
   * @throws IllegalArgumentException when M1's own id of an existing account would change
   */
  public synchronized M1Account put(String id, AccountSettings settings) {
    settings.secrets().forEach(secrets);
    M1Account present = byId.get(id);
    if (present == null) {
      String own = settings.m1AccountId();
      M1Account made =
          new M1Account(
              id,
              own == null ? Long.toString(nextM1Account.getAndIncrement()) : own,
              settings,
              new ContactBook(numbers::getAndIncrement),
              new Campaigns(numbers::getAndIncrement));
      byId.put(id, made);
      return made;
    }
    String own = settings.m1AccountId();
    if (own != null && !own.equals(present.m1AccountId())) {
      throw new IllegalArgumentException("m1AccountId of an account cannot change");
    }
    present.settings(settings);
    return present;
  }

  /** The account of that name, or null. */
  public synchronized @Nullable M1Account find(String id) {
    return byId.get(id);
  }

  /** All of them. */
  public synchronized List<M1Account> all() {
    return new ArrayList<>(byId.values());
  }

  /** Those for which a client may ask. */
  public synchronized List<M1Account> ofClient(String clientId) {
    return byId.values().stream()
        .filter(account -> account.settings().clientId().equals(clientId))
        .toList();
  }

  /** Forgets all; the next account gets the first one's M1 id again, other ids go on. */
  public synchronized void clear() {
    byId.clear();
    nextM1Account.set(FIRST_M1_ACCOUNT);
  }
}
