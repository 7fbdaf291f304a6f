package io.m1bridge.contactsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Folding;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.task.MemoryStores;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.m1.AccountId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class EmailIndexTest {

  private static final AccountId ACCOUNT = new AccountId("demo");

  private final Ledger ledger = new Ledger(MemoryStores.ledger());

  private static ContactState wanting(int number, String email) {
    ContactKey key = new ContactKey(ACCOUNT, "k" + number);
    ContactChange change =
        new ContactChange(
            key,
            "e",
            ContactChangeType.UPSERTED,
            Map.of("mobilePhone", "1380000" + number, "email", email),
            null,
            null,
            Identity.MOBILE);
    OpenChange open = OpenChange.read("e", new Coordinates("t", 0, number), Instant.EPOCH, null);
    Folding.Folded folded = Folding.fold(ContactState.unknown(key), change, open, Owners.ALL_CRM);
    return ((Folding.Folded.Taken) folded).state();
  }

  @Test
  void shouldLookAtThousandsOfOneEmailInPortionsAndForgetNoneAtARestart() {
    EmailIndex index = new EmailIndex(ledger);
    for (int i = 1000; i < 1500; i++) {
      ContactState state = wanting(i, "shop@x.cn");
      index.update(ContactState.unknown(state.key()), state);
    }
    List<ContactKey> looked = new ArrayList<>();
    index.begin(ACCOUNT, "Shop@X.cn");
    index.step(looked::add);
    assertThat(looked).hasSizeBetween(1, 200);

    EmailIndex after = new EmailIndex(ledger);
    for (int i = 0; i < 3; i++) {
      after.step(looked::add);
    }
    assertThat(looked).hasSize(500).doesNotHaveDuplicates();
    after.step(looked::add);
    assertThat(looked).hasSize(500);
  }

  @Test
  void shouldNotLookThroughAnAccountOfEmails() {
    KeyValueStore<String, byte[]> store = MemoryStores.ledger();
    AtomicInteger ranges = new AtomicInteger();
    InvocationHandler counting =
        (proxy, method, arguments) -> {
          if (method.getName().equals("range")) {
            ranges.incrementAndGet();
          }
          return method.invoke(store, arguments);
        };
    @SuppressWarnings("unchecked")
    KeyValueStore<String, byte[]> counted =
        (KeyValueStore<String, byte[]>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, counting);
    KeyedContacts contacts =
        new KeyedContacts(new Ledger(counted), Clock.systemUTC(), account -> false);
    contacts.reconsider(ACCOUNT, "a@x.cn");
    assertThat(ranges).hasValue(0);

    ContactState state = wanting(1, "a@x.cn");
    contacts.update(ContactState.unknown(state.key()), state);
    contacts.reconsider(ACCOUNT, "a@x.cn");
    assertThat(ranges).hasPositiveValue();
  }
}
