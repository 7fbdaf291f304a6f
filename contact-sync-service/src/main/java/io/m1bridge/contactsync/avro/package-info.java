/**
 * Records in Avro, by the schemas of a Confluent-compatible registry, become JSON. {@link
 * AvroRecords} is the start.
 */
@NullMarked
package io.m1bridge.contactsync.avro;

import org.jspecify.annotations.NullMarked;
