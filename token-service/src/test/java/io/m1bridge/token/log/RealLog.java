package io.m1bridge.token.log;

import io.m1bridge.token.TestSettings;
import io.m1bridge.token.state.AccountCodec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A log of one partition and one replica on a real Kafka. */
final class RealLog {

  private RealLog() {}

  /** Makes its topics, with these settings for the state, and starts it. */
  static FencedLog start(
      Map<String, Object> admin,
      Map<String, Object> connection,
      Map<String, String> stateTopic,
      AccountCodec codec)
      throws Exception {
    try (Admin made = Admin.create(admin)) {
      made.createTopics(
              List.of(
                  new NewTopic("state", 1, (short) 1).configs(stateTopic),
                  new NewTopic("accounts", 1, (short) 1),
                  new NewTopic("events", 1, (short) 1)))
          .all()
          .get();
    }
    FencedLog log =
        new FencedLog(
            new LogPlace(
                connection,
                "state",
                "accounts",
                "events",
                1,
                "instance",
                TestSettings.of(LogSettings.class, Map.of("m1bridge.token.group", "group"))),
            codec,
            Clock.systemUTC(),
            System::nanoTime,
            partitions -> {});
    log.start();
    return log;
  }
}
