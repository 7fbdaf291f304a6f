package io.m1bridge.contactsync.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrintsTest {

  @Test
  void shouldRememberAsASetDoes() {
    Prints prints = new Prints();
    Set<String> texts = new HashSet<>();
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      String text = "t" + random.nextInt(8_000);
      assertThat(prints.contains(text)).isEqualTo(texts.contains(text));
      assertThat(prints.add(text)).isEqualTo(texts.add(text));
    }
    assertThat(prints.isFull()).isFalse();
  }
}
