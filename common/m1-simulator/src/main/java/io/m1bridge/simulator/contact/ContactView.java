package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.BirthdayUnit;
import io.m1bridge.simulator.behaviour.ContactBehaviour.EmptyBirthday;
import io.m1bridge.simulator.behaviour.ContactBehaviour.EmptyGender;
import io.m1bridge.simulator.behaviour.ListBehaviour.Address;
import io.m1bridge.simulator.protocol.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A contact as {@code contact/all} and {@code contact/detail} show it. */
final class ContactView {
  private final ContactBook book;
  private final ContactBehaviour behaviour;
  private final Address address;
  private final String m1AccountId;

  ContactView(ContactBook book, Behaviour behaviour, String m1AccountId) {
    this.book = book;
    this.behaviour = behaviour.contacts();
    this.address = behaviour.lists().address();
    this.m1AccountId = m1AccountId;
  }

  ObjectNode of(StoredContact contact) {
    ObjectNode node = Json.object().put("id", contact.id());
    for (ContactField field : ContactField.values()) {
      switch (field) {
        case GENDER -> putGender(node, contact.text(field));
        case BIRTHDAY -> putBirthday(node, contact);
        case EMAIL -> putText(node, field.m1Name(), shown(contact.text(field), contact.id()));
        case PROVINCE, CITY -> putRegion(node, field, contact.text(field));
        default -> putText(node, field.m1Name(), contact.text(field));
      }
    }
    node.put("createAt", 0).put("accountId", m1AccountId);
    node.put("createTime", contact.createdAt()).put("updateTime", contact.updatedAt());
    node.put("QRCodeURL", " ").put("isEmailActive", true);
    putProperties(node.putArray("propertys"), contact);
    putGroups(node.putArray("groups"), contact);
    node.putArray("sources")
        .addObject()
        .put("id", 0)
        .put("sourceId", 299)
        .put("name", "API导入")
        .put("contactId", 0)
        .put("createTime", 0);
    node.putArray("tags");
    return node;
  }

  private void putText(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
      return;
    }
    switch (behaviour.emptyText()) {
      case ONE_BLANK -> node.put(name, " ");
      case EMPTY -> node.put(name, "");
      case ABSENT -> {}
    }
  }

  private @Nullable String shown(@Nullable String email, long id) {
    if (email == null) {
      return null;
    }
    Address[] all = Address.values();
    Address form = address == Address.MIXED ? all[(int) (id % (all.length - 1))] : address;
    return switch (form) {
      case AS_STORED, MIXED -> email;
      case TRIMMED -> email.trim();
      case LOWER -> email.toLowerCase(Locale.ROOT);
      case UPPER -> email.toUpperCase(Locale.ROOT);
      case PADDED -> " " + email + " ";
    };
  }

  private void putGender(ObjectNode node, @Nullable String gender) {
    if (gender != null) {
      boolean male = gender.equals("male");
      node.put("gender", male).put("gender_des", male ? "男" : "女");
    } else if (behaviour.emptyGender() == EmptyGender.TRUE_WITH_BLANK_TEXT) {
      node.put("gender", true).put("gender_des", " ");
    }
  }

  private void putBirthday(ObjectNode node, StoredContact contact) {
    String birthday = contact.text(ContactField.BIRTHDAY);
    if (birthday != null) {
      long millis = Long.parseLong(birthday);
      long shown = behaviour.birthdayUnit() == BirthdayUnit.SECONDS ? millis / 1000 : millis;
      node.put("birthday", shown).put("birthday_des", Birthdays.day(shown).toString());
    } else if (behaviour.emptyBirthday() == EmptyBirthday.CREATION_SECONDS) {
      long shown = contact.createdAt() / 1000;
      node.put("birthday", shown).put("birthday_des", Birthdays.day(shown).toString());
    } else {
      node.put("birthday_des", "");
    }
  }

  private void putRegion(ObjectNode node, ContactField field, @Nullable String name) {
    node.put(field.m1Name(), book.regionNumber(name));
    putText(node, field.m1Name() + "_des", name);
    putText(node, field.addName(), name);
  }

  private void putProperties(ArrayNode into, StoredContact contact) {
    contact
        .custom()
        .forEach(
            (id, value) ->
                into.addObject()
                    .put("id", 0)
                    .put("propertyId", id)
                    .put("contactId", 0)
                    .put("label", value)
                    .put("createTime", 0)
                    .put("updateTime", 0));
  }

  private void putGroups(ArrayNode into, StoredContact contact) {
    for (int id : contact.groups()) {
      NamedThing group = book.groups().get(id);
      if (group != null) {
        into.addObject()
            .put("id", 0)
            .put("groupId", id)
            .put("groupName", group.name())
            .put("contactId", 0)
            .put("createTime", 0);
      }
    }
  }
}
