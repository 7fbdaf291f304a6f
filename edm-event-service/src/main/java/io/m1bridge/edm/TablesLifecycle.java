package io.m1bridge.edm;

import io.m1bridge.kafka.streams.StreamsLifecycle;
import java.util.Optional;

/**
 * The application that keeps the derived tables.
 *
 * @param streams empty where they are switched off
 */
record TablesLifecycle(Optional<StreamsLifecycle> streams) {}
