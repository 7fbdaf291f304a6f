package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.change.JsonValue.Members;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Finds the CloudEvent in a record: in binary mode (attributes as {@code ce_} headers) or in
 * structured mode, which the content type tells, or a value with {@code specversion} where there
 * are no {@code ce_} headers at all.
 */
final class EnvelopeReader {

  private static final String VALUE = "The value";
  private static final String STRUCTURED = "application/cloudevents";
  private static final int MAX_ID = 1_024;

  private EnvelopeReader() {}

  static Envelope read(byte @Nullable [] value, Headers headers) throws BadChange {
    Attributes attributes = Attributes.of(headers);
    String contentType = attributes.text(Attributes.CONTENT_TYPE);
    if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
      return structured(contentType.toLowerCase(Locale.ROOT), value);
    }
    if (!attributes.any()) {
      return undeclared(value);
    }
    return envelope(
        attributes.text("ce_specversion"),
        attributes.text("ce_id"),
        attributes.text("ce_source"),
        attributes.text("ce_type"),
        attributes.text("ce_subject"),
        attributes.text("ce_m1account"),
        () -> binaryData(value));
  }

  private static JsonValue binaryData(byte @Nullable [] value) throws BadChange {
    if (value == null) {
      throw Problem.of(
              Reason.DATA_MISSING,
              "The record has no value: send the contact's fields, or the type"
                  + " crm.contact.deleted.v1 to delete it")
          .thrown();
    }
    return StrictJson.read(value, VALUE);
  }

  private static Envelope structured(String contentType, byte @Nullable [] value) throws BadChange {
    // Avro has become JSON before it comes here.
    boolean read = contentType.contains("json") || contentType.contains("avro");
    if (contentType.startsWith(STRUCTURED + "-batch") || !read) {
      throw Problem.of(
              Reason.EVENT_UNREADABLE,
              "The content type is neither that of one CloudEvent in JSON nor of data: send one event"
                  + " per record as application/cloudevents+json, or in binary mode")
          .thrown();
    }
    if (value != null && StrictJson.read(value, VALUE) instanceof Members event) {
      return StructuredEvent.envelope(event);
    }
    throw Problem.of(
            Reason.EVENT_UNREADABLE,
            "The value is not a JSON object, as the content type says: send a CloudEvent")
        .thrown();
  }

  /** Without headers only the value can tell. */
  private static Envelope undeclared(byte @Nullable [] value) throws BadChange {
    if (value != null && value.length > 0 && value[0] == '{') {
      JsonValue read = StrictJson.read(value, VALUE);
      if (read instanceof Members event && event.values().containsKey("specversion")) {
        return StructuredEvent.envelope(event);
      }
    }
    throw Problem.of(
            Reason.HEADER_MISSING,
            "The record has no CloudEvents headers: send ce_specversion, ce_id, ce_source and ce_type,"
                + " or a CloudEvent in structured mode")
        .thrown();
  }

  /** The same checks for both modes. */
  static Envelope envelope(
      @Nullable String version,
      @Nullable String id,
      @Nullable String source,
      @Nullable String type,
      @Nullable String subject,
      @Nullable String account,
      Envelope.Data data)
      throws BadChange {
    if (!"1.0".equals(required("specversion", version))) {
      throw Problem.of(
              Reason.HEADER_INVALID,
              "The attribute specversion is not 1.0: send CloudEvents 1.0 (header ce_specversion)")
          .thrown();
    }
    required("source", source);
    String eventId = required("id", id);
    if (eventId.length() > MAX_ID || Texts.hasHalfCharacter(eventId)) {
      throw Problem.of(
              Reason.HEADER_INVALID,
              "The attribute id is longer than "
                  + MAX_ID
                  + " characters or holds half a character:"
                  + " send a short one, such as a UUID")
          .thrown();
    }
    return new Envelope(eventId, required("type", type), subject, account, data);
  }

  private static String required(String name, @Nullable String value) throws BadChange {
    if (value == null) {
      throw Problem.of(
              Reason.HEADER_MISSING,
              "The attribute " + name + " (header ce_" + name + ") is missing or blank: send it")
          .thrown();
    }
    return value;
  }
}
