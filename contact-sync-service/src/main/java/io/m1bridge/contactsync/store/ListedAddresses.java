package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Fingerprint;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.ListOutcomes;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom M1 lists under addresses that no add finds, or which nobody is to be added over: nobody is
 * added who stands there already, and nobody edited under whose address two stand. In memory, and
 * as fingerprints, for most of them are no contacts of the CRM: after a restart a pass has to tell
 * anew before anybody is added.
 *
 * <p>Why: {@code docs/rationale.md#what-no-add-finds-is-looked-for-before-it-is-added}.
 */
public final class ListedAddresses {

  /** What a pass told at its begin holds no longer: somebody may have typed anybody in since. */
  private static final Duration LONGEST = Duration.ofHours(25);

  private final Clock clock;
  private final Predicate<AccountId> looksFirst;
  private final Map<AccountId, Listing> whole = new HashMap<>();
  private final Map<AccountId, Listing> running = new HashMap<>();

  /** Of accounts of which the last whole pass showed others, and nobody of ours: who goes first. */
  private final Map<AccountId, ContactKey> first = new HashMap<>();

  private final Set<AccountId> blind = new HashSet<>();
  private final Set<AccountId> news = new HashSet<>();
  private final WantedPasses passes = new WantedPasses();

  /**
   * @param looksFirst whether that is so of an account whose contacts are known by their email
   */
  ListedAddresses(Clock clock, Predicate<AccountId> looksFirst) {
    this.clock = clock;
    this.looksFirst = looksFirst;
  }

  /**
   * What a pass, begun then, showed that was no contact of ours in M1.
   *
   * @param prints whom it showed
   * @param left who may stand there besides
   */
  private record Listing(long pass, Instant begunAt, Set<String> prints, Set<String> left) {

    boolean has(String print) {
      return prints.contains(print) || left.contains(print);
    }
  }

  /** The passes that those who wait for lists want. */
  public WantedPasses passes() {
    return passes;
  }

  /** How long after the begin of the last pass the next one may be wanted. */
  public Duration apart(AccountId account) {
    return passes.apart(account, isFresh(account));
  }

  /** The first page of a pass is read: what it does not show from here on is not there. */
  public void begins(AccountId account, long pass, Instant begunAt) {
    running.put(account, new Listing(pass, begunAt, new HashSet<>(), new HashSet<>()));
  }

  /** A pass shows somebody who is none of the contacts that M1 is known to have. */
  public void shows(AccountId account, String address) {
    Listing at = running.get(account);
    if (at != null && isLookedUp(account, address)) {
      at.prints().add(print(address));
    }
  }

  private boolean isLookedUp(AccountId account, String address) {
    return looksFirst.test(account) || !Identity.ofAddress(address).isEmail();
  }

  /**
   * A contact of ours is no more known to stand there, and may do so all the same: whoever comes to
   * have the address is looked up before it is added. A pass under way may be past its row.
   */
  void leaves(AccountId account, String address) {
    for (Map<AccountId, Listing> listings : List.of(whole, running)) {
      @Nullable Listing at = listings.get(account);
      if (at != null && isLookedUp(account, address)) {
        at.left().add(print(address));
      }
    }
  }

  /** Nobody stands under these addresses any more: that is proven. */
  public void gone(AccountId account, Collection<String> addresses) {
    for (Map<AccountId, Listing> listings : List.of(whole, running)) {
      @Nullable Listing at = listings.get(account);
      if (at != null) {
        for (String address : addresses) {
          at.prints().remove(print(address));
          at.left().remove(print(address));
        }
      }
    }
  }

  /**
   * A pass read everything; it says nothing where another process began it.
   *
   * @param isBlind whether it showed others, and nobody of ours: either M1 has none of ours, or its
   *     lists hide what they are known by. Once one was added, they tell which
   */
  public void isWhole(AccountId account, long pass, boolean isBlind) {
    @Nullable Listing read = running.remove(account);
    if (read != null && read.pass() == pass) {
      whole.put(account, read);
      first.remove(account);
      blind.remove(account);
      if (isBlind) {
        blind.add(account);
      }
    }
    if (whole.containsKey(account)) {
      news.add(account);
    }
  }

  /** Another M1 account stands behind the id. */
  public void forget(AccountId account) {
    passes.forget(account);
    first.remove(account);
    blind.remove(account);
    whole.remove(account);
    running.remove(account);
  }

  /** Whether a pass has read everything since this was asked last. */
  public boolean takeNews(AccountId account) {
    return news.remove(account);
  }

  /** Whether a contact that an add or an edit is due for may go along with one. */
  public boolean mayGo(ContactState contact) {
    String address = contact.wantedAddress();
    if (address == null || !isLookedUp(contact.account(), address)) {
      return true;
    }
    if (contact.standsUnder(address)) {
      return !contact.isKeyed() || contact.seen() == null || !contact.seen().twice();
    }
    boolean known =
        !ListOutcomes.isAwaited(contact, looksFirst.test(contact.account()))
            || (contact.seen() != null && contact.seen().isMissing());
    return known
        && isFresh(contact.account())
        && !isListed(contact.account(), address)
        && isAmongFirst(contact.key());
  }

  /**
   * Whether M1 is known to have what a contact wants to be added as, whom an add would write over.
   */
  public boolean has(ContactState contact) {
    String address = contact.wantedAddress();
    return address != null
        && !contact.isKeyed()
        && looksFirst.test(contact.account())
        && contact.synced() == null
        && Stream.of(whole, running)
            .flatMap(listings -> Stream.ofNullable(listings.get(contact.account())))
            .anyMatch(listing -> listing.prints().contains(print(address)));
  }

  /** Whether lists show those whom M1 has of ours; else one goes, and the others wait for it. */
  private boolean isAmongFirst(ContactKey contact) {
    return !blind.contains(contact.account())
        || first.computeIfAbsent(contact.account(), account -> contact).equals(contact);
  }

  private boolean isFresh(AccountId account) {
    @Nullable Listing last = whole.get(account);
    return last != null && clock.instant().isBefore(last.begunAt().plus(LONGEST));
  }

  private boolean isListed(AccountId account, String address) {
    String print = print(address);
    @Nullable Listing last = whole.get(account);
    @Nullable Listing now = running.get(account);
    return (last != null && last.has(print)) || (now != null && now.has(print));
  }

  private static String print(String address) {
    return Fingerprint.of(ContactState.normalized(address));
  }
}
