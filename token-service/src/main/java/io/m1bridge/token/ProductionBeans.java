package io.m1bridge.token;

import io.m1bridge.kafka.topic.TopicCopiesCheck;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.production.ProductionCheck;
import io.m1bridge.token.caller.CallerAccountsCheck;
import io.m1bridge.token.caller.CallerSettings;
import io.m1bridge.token.connect.ConnectSettings;
import io.m1bridge.token.connect.PublicUrlCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What token-service must not be like in production. */
class ProductionBeans {

  @Produces
  @Singleton
  static ProductionCheck callerAccounts(CallerSettings settings) {
    return new CallerAccountsCheck(settings.callers());
  }

  @Produces
  @Singleton
  static ProductionCheck publicUrl(ConnectSettings settings) {
    return new PublicUrlCheck(settings.publicUrl());
  }

  @Produces
  @Singleton
  static ProductionCheck topicCopies(TopicSettings settings) {
    return new TopicCopiesCheck(settings);
  }
}
