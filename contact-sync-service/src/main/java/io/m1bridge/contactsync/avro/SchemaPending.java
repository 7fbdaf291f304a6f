package io.m1bridge.contactsync.avro;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The registry has not said yet what a schema is. Retriable for Kafka Streams: the thread is
 * replaced, and the record read again. It is met only where a record was not held back before, as
 * by {@code kafka.hold}.
 */
public final class SchemaPending extends RetriableException {

  private static final long serialVersionUID = 1L;

  SchemaPending(int id) {
    super(
        "The schema registry has not answered for schema "
            + id
            + ": check m1bridge.contact-sync.schema-registry.url");
  }
}
