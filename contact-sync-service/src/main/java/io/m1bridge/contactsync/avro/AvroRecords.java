package io.m1bridge.contactsync.avro;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.Reason;
import io.m1bridge.contactsync.change.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values in Avro as the JSON that Kafka Connect's JSON converter would have written of
 * them, so that whatever reads JSON reads them. All else stays as it is: one topic may change from
 * JSON to Avro.
 *
 * <p>Why: {@code docs/rationale.md#avro-becomes-json-before-anything-else-reads-it}.
 */
public final class AvroRecords {

  private final Schemas schemas;

  public AvroRecords(Schemas schemas) {
    this.schemas = schemas;
  }

  /** Whether bytes can be read now, without waiting for a schema. */
  public boolean isReadable(byte @Nullable [] bytes) {
    return bytes == null
        || !WireFormat.isAvro(bytes)
        || schemas.isSettled(WireFormat.schemaId(bytes));
  }

  /**
   * The JSON of Avro; other bytes as they are.
   *
   * @param what names the part of the record in the reason, such as {@code The value}
   * @throws SchemaPending if the registry does not answer
   */
  public byte @Nullable [] json(byte @Nullable [] bytes, String what) throws BadChange {
    if (bytes == null || !WireFormat.isAvro(bytes)) {
      return bytes;
    }
    Found found = schemas.get(WireFormat.schemaId(bytes));
    if (found instanceof Found.Usable usable) {
      return StrictJson.write(AvroReader.read(usable.schema(), bytes, WireFormat.HEAD, what));
    }
    throw Problem.of(Reason.SCHEMA_UNKNOWN, what + " is Avro, and " + why(found)).thrown();
  }

  private static String why(Found found) {
    return found instanceof Found.Unusable unusable
        ? unusable.why()
        : "the schema registry does not know the id of its schema: correct the producer's"
            + " registry, or m1bridge.contact-sync.schema-registry.url, and send it again";
  }
}
