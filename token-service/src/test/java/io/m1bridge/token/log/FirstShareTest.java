package io.m1bridge.token.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When a replica counts as having joined: it is not ready before. */
class FirstShareTest {

  @Test
  void shouldNotHaveJoinedBeforeItsShareIsRead() throws Exception {
    FencedLog log = Elsewhere.withoutKafka();

    log.assigned(List.of(0));

    assertThat(log.hasJoined()).isFalse();
  }

  @Test
  void shouldHaveJoinedWithAnEmptyShare() throws Exception {
    FencedLog log = Elsewhere.withoutKafka();

    log.assigned(List.of());

    assertThat(log.hasJoined()).isTrue();
  }

  @Test
  void shouldNotHaveJoinedByASecondEmptyShare() throws Exception {
    FencedLog log = Elsewhere.withoutKafka();

    log.assigned(List.of(0));
    log.assigned(List.of());

    assertThat(log.hasJoined()).isFalse();
  }
}
