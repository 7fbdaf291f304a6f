package io.m1bridge.contactsync.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BeatTest {

  private static final byte[] CONTACT = "demo/crm-4711".getBytes(StandardCharsets.UTF_8);

  @Test
  void shouldReachEachPartition() {
    Set<Integer> reached = new HashSet<>();
    for (int partition = 0; partition < 24; partition++) {
      reached.addAll(new Beat(null).partitions("any", Beat.key(partition), null, 24).orElseThrow());
    }

    assertThat(reached).hasSize(24);
    assertThat(new Beat(null).partitions("any", Beat.key(5), null, 3)).contains(Set.of(2));
  }

  @Test
  void shouldLeaveAllOtherRecordsWhereTheyBelong() {
    assertThat(new Beat(null).partitions("any", CONTACT, null, 24)).isEmpty();
    assertThat(new Beat(null).partitions("any", null, null, 24)).isEmpty();
    Beat byAccount = new Beat((topic, key, value, partitions) -> Optional.of(Set.of(7)));
    assertThat(byAccount.partitions("any", CONTACT, null, 24)).contains(Set.of(7));
    assertThat(byAccount.partitions("any", Beat.key(3), null, 24)).contains(Set.of(3));
  }
}
