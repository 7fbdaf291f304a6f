package io.m1bridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IdSetHashTest {

  /** Computed by another program: Python's hashlib, as docs/subscribers.md shows. */
  @Test
  void shouldBeTheSumThatAnybodyComputes() {
    IdSetHash hash =
        IdSetHash.NONE
            .plus("0f3c5a1e8b7d4c2fa9e6d5b4c3a2918f-1")
            .plus("0f3c5a1e8b7d4c2fa9e6d5b4c3a2918f-2");
    assertThat(hash.toHex())
        .isEqualTo("8455210e4eb59461e2081529bebb59d5c2190200039762983c7e0216c1704166");
    assertThat(IdSetHash.NONE.toHex()).isEqualTo("0".repeat(64));
  }

  @Property
  void shouldNotDependOnOrderNorOnHowItIsSplit(
      @ForAll @Size(max = 20) List<String> ids, @ForAll int seed) {
    List<String> shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled, new Random(seed));
    int half = ids.size() / 2;
    assertThat(of(shuffled)).isEqualTo(of(ids));
    assertThat(of(shuffled.subList(0, half)).plus(of(shuffled.subList(half, ids.size()))))
        .isEqualTo(of(ids));
    assertThat(IdSetHash.parse(of(ids).toHex())).isEqualTo(of(ids));
    assertThat(of(ids).toHex()).hasSize(64);
  }

  @Property
  void shouldCountAnIdThatStandsTwiceTwice(@ForAll @Size(max = 20) List<String> ids) {
    assertThat(of(ids).plus("twice").plus("twice"))
        .isNotEqualTo(of(ids))
        .isNotEqualTo(of(ids).plus("twice"));
  }

  private static IdSetHash of(List<String> ids) {
    return ids.stream().reduce(IdSetHash.NONE, IdSetHash::plus, IdSetHash::plus);
  }
}
