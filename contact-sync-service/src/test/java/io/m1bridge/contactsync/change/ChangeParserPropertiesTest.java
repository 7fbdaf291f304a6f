package io.m1bridge.contactsync.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ChangeParserPropertiesTest {

  private final ChangeParser parser = new ChangeParser(new AccountId("demo"));

  @Property
  void shouldNeverThrow(@ForAll byte[] key, @ForAll byte[] value) {
    for (String type : new String[] {"crm.contact.upserted.v1", "crm.contact.patched.v1"}) {
      assertThat(parser.parse(key, value, ChangeParserTest.headers(type))).isNotNull();
    }
  }
}
