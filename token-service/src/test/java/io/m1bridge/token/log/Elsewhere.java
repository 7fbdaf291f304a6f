package io.m1bridge.token.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.TestSettings;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.AccountCodec;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/** A log without Kafka, as a replica sees it that owns nothing. */
public final class Elsewhere {

  private Elsewhere() {}

  /** This account is owned by the replica at this address. */
  public static FencedLog owned(AccountId id, URI owner) throws Exception {
    FencedLog log = withoutKafka();
    int partition = log.view().partition(id);
    byte[] notice = new ObjectMapper().writeValueAsBytes(new PartitionOwner("other", owner));
    log.view().apply(partition, 0, StateView.ownerKey(partition), notice);
    return log;
  }

  /** Not started: it reads nothing and is in no group. */
  static FencedLog withoutKafka() throws Exception {
    return new FencedLog(
        new LogPlace(
            Map.of(),
            "state",
            "accounts",
            "events",
            1,
            "this",
            TestSettings.of(LogSettings.class, Map.of("m1bridge.token.group", "group"))),
        new AccountCodec(Keyset.parse(Keyset.generate())),
        Clock.systemUTC(),
        System::nanoTime,
        partitions -> {});
  }
}
