package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.simulator.behaviour.ContactBehaviour;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import io.m1bridge.simulator.protocol.Parameters;
import java.util.HashSet;
import java.util.Set;

/** The calls on contacts of one account, at one moment. Each returns the answer's {@code data}. */
public final class ContactCalls {
  private final ContactBook book;
  private final ContactBehaviour behaviour;
  private final ContactLimit limit;
  private final String m1AccountId;
  private final long now;

  /**
   * @param now the time of the call, epoch ms
   */
  public ContactCalls(
      ContactBook book,
      ContactBehaviour behaviour,
      ContactLimit limit,
      String m1AccountId,
      long now) {
    this.book = book;
    this.behaviour = behaviour;
    this.limit = limit;
    this.m1AccountId = m1AccountId;
    this.now = now;
  }

  /** {@code GET /contact/setting}. */
  public JsonNode setting() {
    synchronized (book) {
      ObjectNode data = Json.object().put("id", 339);
      ArrayNode setting = data.putArray("setting");
      for (ContactField field : ContactField.values()) {
        column(setting, field.m1Name(), field.chineseName(), true, Property.TEXT);
      }
      for (Property property : book.properties().values()) {
        column(setting, Integer.toString(property.id()), property.label(), false, property.type());
      }
      return data;
    }
  }

  private static void column(
      ArrayNode setting, String field, String name, boolean origin, int type) {
    setting
        .addObject()
        .put("field", field)
        .put("name", name)
        .put("isOrigin", origin)
        .put("isShowInQuery", setting.size() == 1)
        .put("orderby", setting.size())
        .put("type", type);
  }

  /** {@code POST /contact/add}. */
  public JsonNode add(Parameters parameters) {
    JsonNode contacts = parameters.array("contacts");
    int opType = parameters.number("opType", 1);
    synchronized (book) {
      return new AddContacts(book, behaviour, limit, now)
          .run(contacts, opType, parameters.optional("groupName"));
    }
  }

  /** {@code POST /contact/edit}. */
  public JsonNode edit(Parameters parameters) {
    JsonNode contacts = parameters.array("contacts");
    JsonNode fields = parameters.array("fields");
    synchronized (book) {
      new EditContacts(book, behaviour, now).run(contacts, fields);
    }
    return TextNode.valueOf("success");
  }

  /** {@code POST /contact/delete}; ids that are not there are passed over. */
  public JsonNode delete(Parameters parameters) {
    synchronized (book) {
      parameters.ids("ids").forEach(book::remove);
    }
    return TextNode.valueOf("success");
  }

  /**
   * {@code GET /contact/detail}, the {@code detail} part.
   *
   * @throws M1Refusal E10103 when there is no such contact
   */
  public ObjectNode detail(Parameters parameters) {
    synchronized (book) {
      StoredContact contact = book.find(parameters.longNumber("id"));
      if (contact == null) {
        throw new M1Refusal(M1Code.E10103);
      }
      ObjectNode view = new ContactView(book, behaviour, m1AccountId).of(contact);
      view.putArray("opLogs");
      return view;
    }
  }

  /** {@code GET /contact/all}. */
  public JsonNode all(Parameters parameters) {
    Paging paging = Paging.capped(parameters, behaviour);
    Set<Integer> groups = new HashSet<>();
    boolean filtered = parameters.optional("groupIds") != null;
    if (filtered) {
      parameters.ids("groupIds").forEach(id -> groups.add((int) (long) id));
    }
    synchronized (book) {
      Page<StoredContact> page = book.page(groups, paging);
      ObjectNode data = Json.object().put("total", page.total());
      ArrayNode list = data.putArray("list");
      ContactView view = new ContactView(book, behaviour, m1AccountId);
      page.items().forEach(contact -> list.add(view.of(contact)));
      return data;
    }
  }
}
