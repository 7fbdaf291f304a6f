package io.m1bridge.contactsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.m1.AccountId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressUpdateTest {

  @Test
  void shouldTellAllThatTwoUpdatesFreed() {
    ContactState state = ContactState.unknown(key("k1"));

    AddressIndex.Update update =
        new AddressIndex.Update(state, List.of(key("k2"))).andFreed(List.of(key("k3")));

    assertThat(update.freed()).containsExactly(key("k3"), key("k2"));
    assertThat(update.state()).isEqualTo(state);
  }

  private static ContactKey key(String name) {
    return new ContactKey(new AccountId("demo"), name);
  }
}
