package io.m1bridge.contactsync;

import io.m1bridge.contactsync.avro.PlainHttpToSchemaRegistry;
import io.m1bridge.contactsync.avro.SchemaRegistryConfig;
import io.m1bridge.kafka.streams.StandbyCheck;
import io.m1bridge.kafka.streams.StateDirectoryCheck;
import io.m1bridge.kafka.streams.StreamsOptions;
import io.m1bridge.kafka.topic.TopicCopiesCheck;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.production.ProductionCheck;
import io.m1bridge.production.ProductionConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** What this service must not be like in production. */
class ProductionBeans {

  @Produces
  @Singleton
  static ProductionCheck standby(StreamsOptions options, ProductionConfig production) {
    return new StandbyCheck(options, production.replicas());
  }

  @Produces
  @Singleton
  static ProductionCheck stateDirectory(StreamsOptions options) {
    return new StateDirectoryCheck(options, Path.of(System.getProperty("java.io.tmpdir")));
  }

  @Produces
  @Singleton
  static ProductionCheck plainHttpToSchemaRegistry(SchemaRegistryConfig config) {
    return new PlainHttpToSchemaRegistry(config);
  }

  @Produces
  @Singleton
  static ProductionCheck topicCopies(TopicSettings settings) {
    return new TopicCopiesCheck(settings);
  }
}
