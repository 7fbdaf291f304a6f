package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call as M1 takes it, without the token.
 *
 * @param path below the API's base, with a leading slash
 * @param post whether it is a POST with a form body; else a GET with a query
 * @param writes whether it changes something at M1
 * @param parameters in sending order
 */
record WireRequest(String path, boolean post, boolean writes, Map<String, String> parameters) {

  static WireRequest of(M1Call<?> call) {
    Map<String, String> parameters = parameters(call);
    return switch (M1CallKind.of(call)) {
      case READ -> new WireRequest("/" + call.name(), false, false, parameters);
      case READ_BY_POST -> new WireRequest("/" + call.name(), true, false, parameters);
      case WRITE -> new WireRequest("/" + call.name(), true, true, parameters);
    };
  }

  private static Map<String, String> parameters(M1Call<?> call) {
    Map<String, String> out = new LinkedHashMap<>();
    if (call instanceof M1Call.AddContacts add) {
      add.groupName().ifPresent(name -> out.put("groupName", name));
      out.put("opType", Integer.toString(add.opType().code()));
      out.put("contacts", contacts(add.contacts()));
    } else if (call instanceof M1Call.EditContacts edit) {
      out.put("fields", Json.write(ContactForms.header(edit.columns(), edit.key())));
      ArrayNode rows = Json.NODES.arrayNode();
      edit.rows().forEach(row -> rows.add(ContactForms.editRow(edit.columns(), row)));
      out.put("contacts", Json.write(rows));
    } else if (call instanceof M1Call.DeleteContacts delete) {
      out.put("ids", ids(delete.ids()));
    } else if (call instanceof M1Call.ContactDetail detail) {
      out.put("id", Long.toString(detail.id()));
    } else if (call instanceof M1Call.ListContacts list) {
      if (!list.groupIds().isEmpty()) {
        out.put("groupIds", ids(list.groupIds()));
      }
      page(out, list.page(), list.limit(), Optional.empty());
    } else if (call instanceof M1Call.AddGroup add) {
      out.put("name", add.groupName());
    } else if (call instanceof M1Call.DeleteGroups delete) {
      out.put("ids", ids(delete.ids()));
      out.put("flag", Boolean.toString(delete.withContacts()));
    } else if (call instanceof M1Call.ListGroups list) {
      page(out, list.page(), list.limit(), list.key());
    } else if (call instanceof M1Call.AddTag add) {
      out.put("name", add.tagName());
    } else if (call instanceof M1Call.ListTags list) {
      page(out, list.page(), list.limit(), list.key());
    } else if (call instanceof M1Call.AddProperty add) {
      property(out, add.label(), add.fieldType(), add.description(), add.options());
    } else if (call instanceof M1Call.EditProperty edit) {
      out.put("id", Long.toString(edit.id()));
      property(out, edit.label(), edit.fieldType(), edit.description(), edit.options());
    } else if (call instanceof M1Call.DeleteProperty delete) {
      out.put("id", Long.toString(delete.id()));
    } else if (call instanceof M1Call.ListCampaigns list) {
      window(out, list.start(), list.end());
    } else if (call instanceof M1Call.ListEngagement list) {
      out.put("type", Integer.toString(list.type()));
      out.put("id", Long.toString(list.campaignId()));
      window(out, list.start(), list.end());
      page(out, list.page(), list.limit(), Optional.empty());
    }
    return out;
  }

  private static String contacts(List<Contact> contacts) {
    ArrayNode array = Json.NODES.arrayNode();
    contacts.forEach(contact -> array.add(ContactForms.addObject(contact)));
    return Json.write(array);
  }

  private static String ids(List<Long> ids) {
    ArrayNode array = Json.NODES.arrayNode();
    ids.forEach(array::add);
    return Json.write(array);
  }

  private static void page(Map<String, String> out, int page, int limit, Optional<String> key) {
    out.put("page", Integer.toString(page));
    out.put("limit", Integer.toString(limit));
    key.ifPresent(text -> out.put("key", text));
  }

  private static void window(Map<String, String> out, Instant start, Instant end) {
    out.put("start", Long.toString(start.toEpochMilli()));
    out.put("end", Long.toString(end.toEpochMilli()));
  }

  private static void property(
      Map<String, String> out,
      String label,
      int fieldType,
      String description,
      List<String> options) {
    out.put("label", label);
    out.put("fieldType", Integer.toString(fieldType));
    out.put("description", description);
    if (!options.isEmpty()) {
      ArrayNode array = Json.NODES.arrayNode();
      options.forEach(option -> array.addObject().put("label", option));
      out.put("subpropertys", Json.write(array));
    }
  }

  /** Names the path only: parameters are contacts. */
  @Override
  public String toString() {
    return "WireRequest[" + path + "]";
  }
}
