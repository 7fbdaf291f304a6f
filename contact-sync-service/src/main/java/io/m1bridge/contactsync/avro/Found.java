package io.m1bridge.contactsync.avro;

import org.apache.avro.Schema;

/** What a registry says of the id of a schema; final, as ids are never given twice. */
sealed interface Found {

  /** By it the record can be read. */
  record Usable(Schema schema) implements Found {}

  /** The registry has no such id. */
  record Unknown() implements Found {}

  /**
   * It is no Avro, or none that can be read.
   *
   * @param why constant, for a person
   */
  record Unusable(String why) implements Found {}
}
