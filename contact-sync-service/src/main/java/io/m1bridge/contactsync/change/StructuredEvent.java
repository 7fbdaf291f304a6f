package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Text;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A CloudEvent that is one JSON object, attributes and data. */
final class StructuredEvent {

  private StructuredEvent() {}

  static Envelope envelope(Members event) throws BadChange {
    return EnvelopeReader.envelope(
        attribute(event, "specversion"),
        attribute(event, "id"),
        attribute(event, "source"),
        attribute(event, "type"),
        attribute(event, "subject"),
        attribute(event, "m1account"),
        () -> data(event));
  }

  private static @Nullable String attribute(Members event, String name) throws BadChange {
    JsonValue value = event.values().get(name);
    if (value == null || value instanceof Null) {
      return null;
    }
    if (value instanceof Text text) {
      return text.value().isBlank() ? null : text.value();
    }
    throw Problem.of(
            Reason.HEADER_INVALID, "The attribute " + name + " is not a text: send a JSON string")
        .thrown();
  }

  private static JsonValue data(Members event) throws BadChange {
    JsonValue data = event.values().get("data");
    JsonValue encoded = event.values().get("data_base64");
    if (data != null && encoded != null) {
      throw Problem.of(
              Reason.DATA_UNREADABLE, "The event has both data and data_base64: send one of them")
          .thrown();
    }
    if (encoded != null) {
      return StrictJson.read(bytes(encoded), "What data_base64 holds");
    }
    if (data == null || data instanceof Null) {
      throw Problem.of(
              Reason.DATA_MISSING, "The event has no data: send the contact's fields in data")
          .thrown();
    }
    return data;
  }

  private static byte[] bytes(JsonValue encoded) throws BadChange {
    try {
      if (encoded instanceof Text text) {
        return Base64.getDecoder().decode(text.value());
      }
      throw notBase64();
    } catch (IllegalArgumentException e) {
      throw notBase64();
    }
  }

  private static BadChange notBase64() {
    return Problem.of(
            Reason.DATA_UNREADABLE, "The member data_base64 is not Base64: encode the data so")
        .thrown();
  }
}
