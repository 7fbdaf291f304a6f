package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.simulator.answer.ListData;
import io.m1bridge.simulator.answer.Page;
import io.m1bridge.simulator.answer.Paging;
import io.m1bridge.simulator.answer.RowDamage;
import io.m1bridge.simulator.answer.TotalView;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour;
import io.m1bridge.simulator.behaviour.DamageBehaviour.Listing;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Refusal;
import io.m1bridge.simulator.protocol.Parameters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The calls on contacts of one account, at one moment. Each returns the answer's {@code data}. */
public final class ContactCalls {
  private final ContactBook book;
  private final Behaviour behaviour;
  private final ContactLimit limit;
  private final String m1AccountId;
  private final long now;

  /**
   * @param now the time of the call, epoch ms
   */
  public ContactCalls(
      ContactBook book, Behaviour behaviour, ContactLimit limit, String m1AccountId, long now) {
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
      checkWrites();
      book.lag().keep(behaviour.lists().longestLag());
      return new AddContacts(book, behaviour, limit, now)
          .run(contacts, opType, parameters.optional("groupName"));
    }
  }

  /** {@code POST /contact/edit}. */
  public JsonNode edit(Parameters parameters) {
    JsonNode contacts = parameters.array("contacts");
    JsonNode fields = parameters.array("fields");
    synchronized (book) {
      checkWrites();
      new EditContacts(book, behaviour.contacts(), now).run(contacts, fields);
    }
    return TextNode.valueOf("success");
  }

  /** {@code POST /contact/delete}. */
  public JsonNode delete(Parameters parameters) {
    List<Long> ids = parameters.ids("ids");
    synchronized (book) {
      checkWrites();
      book.lag().keep(behaviour.lists().longestLag());
      return new DeleteContacts(book, behaviour.contacts(), now).run(ids);
    }
  }

  private void checkWrites() {
    ContactBehaviour contacts = behaviour.contacts();
    if (book.sinceFirstWrite(now) < contacts.writesRefused().toMillis()) {
      throw new M1Refusal(contacts.writesRefusedCode());
    }
  }

  /**
   * {@code GET /contact/detail}, the {@code detail} part.
   *
   * @throws M1Refusal when there is no such contact
   */
  public ObjectNode detail(Parameters parameters) {
    synchronized (book) {
      StoredContact contact = book.find(parameters.longNumber("id"));
      if (contact == null) {
        throw new M1Refusal(behaviour.contacts().goneDetailCode());
      }
      ObjectNode view = new ContactView(book, behaviour, m1AccountId).of(contact);
      view.putArray("opLogs");
      return view;
    }
  }

  /** {@code GET /contact/all}. */
  public JsonNode all(Parameters parameters) {
    ContactBehaviour contacts = behaviour.contacts();
    Paging paging =
        Paging.of(parameters)
            .capped(contacts.pageCap(), contacts.aboveCap())
            .within(behaviour.lists().depth());
    Set<Integer> groups = new HashSet<>();
    boolean filtered = parameters.optional("groupIds") != null;
    if (filtered) {
      parameters.ids("groupIds").forEach(id -> groups.add((int) (long) id));
    }
    synchronized (book) {
      Page<StoredContact> page = new ContactList(book, behaviour.lists(), now).page(groups, paging);
      ObjectNode data = Json.object();
      TotalView.put(data, "total", page.total(), behaviour.lists().total());
      ArrayNode list = Json.array();
      RowDamage damage = new RowDamage(behaviour.damage(), Listing.CONTACTS);
      ContactView view = new ContactView(book, behaviour, m1AccountId);
      page.items().forEach(contact -> list.add(damage.of(contact.id(), view.of(contact))));
      return ListData.of(data, "list", list, behaviour.answers());
    }
  }
}
