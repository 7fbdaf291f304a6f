package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.simulator.answer.ListData;
import io.m1bridge.simulator.answer.RowDamage;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.DropDownEdit;
import io.m1bridge.simulator.behaviour.DamageBehaviour.Listing;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import io.m1bridge.simulator.protocol.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls on custom fields of one account, at one moment. Each returns the answer's {@code data}.
 */
public final class PropertyCalls {
  private final ContactBook book;
  private final Behaviour behaviour;
  private final long now;

  /**
   * @param now the time of the call, epoch ms
   */
  public PropertyCalls(ContactBook book, Behaviour behaviour, long now) {
    this.book = book;
    this.behaviour = behaviour;
    this.now = now;
  }

  /** {@code POST /contact/property/add}; a second one of the same label is a second one. */
  public JsonNode add(Parameters parameters) {
    synchronized (book) {
      new NewNames(book, behaviour.names(), now)
          .property(read((int) book.nextId(), now, parameters));
    }
    return TextNode.valueOf("success");
  }

  /**
   * {@code POST /contact/property/edit}.
   *
   * @throws M1Refusal E10103 when there is no such property
   */
  public JsonNode edit(Parameters parameters) {
    synchronized (book) {
      Property present = existing(parameters);
      Property edited = read(present.id(), present.createdAt(), parameters);
      boolean adds = behaviour.contacts().dropDownEdit() == DropDownEdit.ADDS;
      book.putProperty(adds ? edited.withOptionsOf(present) : edited);
    }
    return TextNode.valueOf("success");
  }

  /** {@code POST /contact/property/all}. */
  public JsonNode all() {
    ArrayNode data = Json.array();
    RowDamage damage = new RowDamage(behaviour.damage(), Listing.PROPERTIES);
    long shownIfMadeBy = now - behaviour.lists().nameLag().toMillis();
    synchronized (book) {
      for (Property property : book.properties().values()) {
        if (property.createdAt() > shownIfMadeBy) {
          continue;
        }
        data.add(damage.of(property.id(), view(property)));
      }
    }
    return ListData.of(data, behaviour.answers());
  }

  private static ObjectNode view(Property property) {
    return Json.object()
        .put("description", property.description())
        .put("id", property.id())
        .put("label", property.label())
        .put("type", property.type());
  }

  /**
   * {@code POST /contact/property/delete}.
   *
   * @throws M1Refusal E10103 when there is no such property
   */
  public JsonNode delete(Parameters parameters) {
    synchronized (book) {
      book.removeProperty(existing(parameters).id(), now);
    }
    return TextNode.valueOf("success");
  }

  private Property existing(Parameters parameters) {
    Property property = book.properties().get(parameters.number("id", 0));
    if (property == null) {
      throw new M1Refusal(M1Code.E10103);
    }
    return property;
  }

  private Property read(int id, long createdAt, Parameters parameters) {
    int type = parameters.number("fieldType", Property.TEXT);
    if (type > Property.DROP_DOWN) {
      throw new M1Refusal(M1Code.E10103);
    }
    List<String> options = new ArrayList<>();
    if (type == Property.DROP_DOWN && parameters.optional("subpropertys") != null) {
      for (JsonNode option : parameters.array("subpropertys")) {
        options.add(option.path("label").asText(""));
      }
    }
    return new Property(
        id,
        NameForm.stored(parameters.required("label"), behaviour.names()),
        type,
        parameters.present("description"),
        List.copyOf(options),
        createdAt);
  }
}
