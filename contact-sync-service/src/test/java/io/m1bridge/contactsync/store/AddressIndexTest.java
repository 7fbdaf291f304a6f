package io.m1bridge.contactsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Changes;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Progress.Idle;
import io.m1bridge.contactsync.contact.Progress.Parked;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.StaleContact;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.task.MemoryStores;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An address has one contact at a time, and whoever waits longest has it next. */
class AddressIndexTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final AddressIndex index = new AddressIndex(new Ledger(MemoryStores.ledger()));
  private final Map<ContactKey, ContactState> contacts = new HashMap<>();
  private Instant now = START;

  private static ContactKey key(String name) {
    return new ContactKey(DEMO, name);
  }

  private ContactState get(ContactKey key) {
    return contacts.getOrDefault(key, ContactState.unknown(key));
  }

  private ContactState get(String name) {
    return get(key(name));
  }

  /** As the store applies a change: whoever is freed tries again. */
  private List<String> put(ContactState after) {
    AddressIndex.Update update = index.update(get(after.key()), after, now);
    contacts.put(after.key(), update.state());
    for (ContactKey freed : update.freed()) {
      put(Moves.idle(get(freed)));
    }
    return update.freed().stream().map(ContactKey::key).toList();
  }

  /** The contact wants an address, a second after what was before; it stays where it is. */
  private List<String> wants(String name, String email) {
    return wants(get(name), email);
  }

  private List<String> wants(ContactState contact, String email) {
    now = now.plusSeconds(1);
    return put(wanting(contact, email));
  }

  private static ContactState wanting(ContactState contact, String email) {
    return Changes.fold(
        contact.waitingFor(null), Changes.upsert(1, Map.of("email", email), null), 1);
  }

  private static ContactState inM1(ContactState contact, @Nullable String synced, String... stale) {
    return new ContactState(
        contact.key(),
        contact.desired(),
        synced == null ? null : new Synced(synced, Map.of(), Set.of()),
        Map.of(),
        List.of(stale).stream().map(StaleContact::of).toList(),
        null,
        contact.progress(),
        null,
        null,
        null,
        null);
  }

  /** The CRM deleted it, and M1 has nothing of it. */
  private List<String> leaves(String name) {
    return put(ContactState.unknown(key(name)));
  }

  private void assertHolder(String email, @Nullable String name) {
    assertThat(index.holder(DEMO, email).map(ContactKey::key).orElse(null))
        .as("holder of " + email)
        .isEqualTo(name);
  }

  private void assertParkedSince(String name, int second) {
    assertThat(get(name).progress()).as(name).isEqualTo(new Parked(START.plusSeconds(second)));
  }

  private void assertFree(String name) {
    assertThat(get(name).progress()).as(name).isInstanceOf(Idle.class);
  }

  @Test
  void shouldGiveAnAddressToTheFirstAndParkTheNext() {
    wants("k1", "a@x.cn");
    wants("k2", "a@x.cn");

    assertHolder("a@x.cn", "k1");
    assertFree("k1");
    assertParkedSince("k2", 2);
  }

  @Test
  void shouldCompareMailboxesAndNotSpellings() {
    wants("k1", "Anna@X.cn");
    wants("k2", " anna@x.CN ");

    assertHolder("ANNA@x.cn", "k1");
    assertParkedSince("k2", 2);
  }

  @Test
  void shouldKeepAccountsApart() {
    wants("k1", "a@x.cn");
    ContactKey other = new ContactKey(new AccountId("demo-2"), "k1");
    wants(get(other), "a@x.cn");

    assertThat(contacts.get(other).progress()).isInstanceOf(Idle.class);
    assertThat(index.holder(other.account(), "a@x.cn")).contains(other);
  }

  @Test
  void shouldFreeOneWaiterAtATimeInTheOrderOfTheirComing() {
    wants("k1", "a@x.cn");
    wants("z", "a@x.cn");
    wants("b", "a@x.cn");
    wants("c", "a@x.cn");

    assertThat(leaves("k1")).containsExactly("z");
    assertHolder("a@x.cn", "z");
    assertFree("z");
    assertParkedSince("b", 3);
    assertThat(leaves("z")).containsExactly("b");
    assertThat(leaves("b")).containsExactly("c");
    assertThat(leaves("c")).isEmpty();
    assertHolder("a@x.cn", null);
  }

  @Test
  void shouldKeepThePlaceOfAWaiterThatIsChangedMeanwhile() {
    wants("k1", "a@x.cn");
    wants("k2", "a@x.cn");
    wants("k3", "a@x.cn");
    wants("k2", "a@x.cn");

    assertParkedSince("k2", 2);
    assertThat(leaves("k1")).containsExactly("k2");
    assertThat(leaves("k2")).containsExactly("k3");
  }

  @Test
  void shouldNotWaitForAnAddressThatItNoLongerWants() {
    wants("k1", "a@x.cn");
    wants("k2", "a@x.cn");
    wants("k2", "b@x.cn");

    assertFree("k2");
    assertHolder("b@x.cn", "k2");
    assertThat(leaves("k1")).isEmpty();
    assertHolder("a@x.cn", null);
  }

  @Test
  void shouldForgetAWaiterThatIsDeleted() {
    wants("k1", "a@x.cn");
    wants("k2", "a@x.cn");
    wants("k3", "a@x.cn");
    leaves("k2");

    assertThat(leaves("k1")).containsExactly("k3");
  }

  @Test
  void shouldBeginToWaitAnewForAnotherAddress() {
    wants("k1", "a@x.cn");
    wants("k2", "b@x.cn");
    wants("k3", "a@x.cn");
    wants("k4", "b@x.cn");
    wants("k3", "b@x.cn");

    assertParkedSince("k3", 5);
    assertThat(leaves("k1")).as("k3 waits elsewhere").isEmpty();
    assertThat(leaves("k2")).containsExactly("k4");
    assertThat(leaves("k4")).containsExactly("k3");
  }

  @Test
  void shouldHoldWhatStandsInM1UntilItIsGoneFromThere() {
    wants("k1", "a@x.cn");
    put(inM1(get("k1"), "a@x.cn"));
    wants("k1", "b@x.cn");
    wants("k2", "a@x.cn");

    assertHolder("a@x.cn", "k1");
    assertHolder("b@x.cn", "k1");
    assertParkedSince("k2", 3);
    assertThat(put(inM1(get("k1"), "b@x.cn", "a@x.cn"))).as("to be deleted first").isEmpty();
    assertThat(put(inM1(get("k1"), "b@x.cn"))).containsExactly("k2");
    assertHolder("a@x.cn", "k2");
  }

  @Test
  void shouldHoldWhatACallCarriesAndParkOnlyWhenItHasEnded() {
    wants("k1", "a@x.cn");
    wants("k2", "b@x.cn");
    SentRow row = SentRow.of("k2", "b@x.cn", Map.of("email", "b@x.cn"));
    ContactState flying = Outcomes.dispatched(get("k2").waitingFor(null), "c1", row);
    put(flying);
    put(wanting(flying, "a@x.cn"));
    wants("k3", "b@x.cn");

    assertThat(get("k2").progress()).as("in flight").isInstanceOf(Progress.Held.class);
    assertParkedSince("k3", 3);
    assertThat(put(Outcomes.requeued(get("k2"), null).state())).containsExactly("k3");
    assertThat(get("k2").progress()).isInstanceOf(Parked.class);
    assertThat(leaves("k1")).containsExactly("k2");
  }

  @Test
  void shouldNotParkBeforeItsOwnStaleContactsAreGone() {
    wants("k1", "a@x.cn");
    wants("k2", "b@x.cn");
    put(inM1(wanting(get("k2"), "a@x.cn"), null, "b@x.cn"));

    assertFree("k2");
    assertHolder("b@x.cn", "k2");
    assertThat(leaves("k1")).as("k2 is not parked yet").isEmpty();
    put(inM1(get("k2"), null));
    assertHolder("a@x.cn", "k2");
    assertHolder("b@x.cn", null);
  }

  @Test
  void shouldSwapTwoOnceOneLetsGo() {
    wants("k1", "a@x.cn");
    put(inM1(get("k1"), "a@x.cn"));
    wants("k2", "b@x.cn");
    put(inM1(get("k2"), "b@x.cn"));
    wants("k1", "b@x.cn");
    wants("k2", "a@x.cn");
    assertParkedSince("k1", 3);
    assertParkedSince("k2", 4);

    put(inM1(Moves.idle(get("k2")), null, "b@x.cn"));
    assertFree("k2");
    assertThat(put(inM1(get("k2"), null))).containsExactly("k1");
    assertHolder("b@x.cn", "k1");
    assertThat(get("k2").progress()).isInstanceOf(Parked.class);
    assertThat(put(inM1(get("k1"), "b@x.cn"))).containsExactly("k2");

    assertHolder("a@x.cn", "k2");
    assertHolder("b@x.cn", "k1");
  }

  @Test
  void shouldLetOthersTakeWhatAContactLeftInM1ForGood() {
    wants("k1", "a@x.cn");
    put(inM1(get("k1"), "a@x.cn"));
    wants("k2", "a@x.cn");

    assertThat(put(inM1(ContactState.unknown(key("k1")), "a@x.cn"))).containsExactly("k2");
    put(inM1(ContactState.unknown(key("k1")), null, "a@x.cn"));
    assertHolder("a@x.cn", "k2");
    assertThat(leaves("k2")).isEmpty();
    put(ContactState.unknown(key("k1")));
    put(inM1(ContactState.unknown(key("k1")), "a@x.cn"));
    put(inM1(ContactState.unknown(key("k1")), null, "a@x.cn"));
    assertHolder("a@x.cn", "k1");
  }
}
