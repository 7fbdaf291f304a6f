package io.m1bridge.testkit.m1;

import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.OpType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What the fake M1 holds. One plain answer to each open question: contacts are known by email
 * without case; a merge and an edit set what is sent, also blanks; an overwrite also wipes what is
 * not sent; rows of an edit that meet nobody do nothing. Not thread-safe: {@link FakeM1} locks.
 */
public final class FakeM1Store {

  /** M1's own number of the account, on every contact. */
  public static final String ACCOUNT_NUMBER = "2627";

  private final TreeMap<Long, Contact> contacts = new TreeMap<>();
  private final TreeMap<Long, String> groups = new TreeMap<>();
  private final TreeMap<Long, String> tags = new TreeMap<>();
  private final TreeMap<Long, M1Answers.Property> properties = new TreeMap<>();
  private final List<M1Answers.Campaign> campaigns = new ArrayList<>();
  private final List<M1Answers.EngagementRow> engagement = new ArrayList<>();
  private final Map<Long, Map<ContactField, String>> insisted = new HashMap<>();
  private String hidden = "";
  private final KeptContacts kept = new KeptContacts();
  private int pageCap = M1Call.MAX_PAGE;
  private long lastId;

  FakeM1Store() {}

  /** Somebody deletes the contact in M1 by hand. */
  public void remove(String email) {
    contacts.remove(idOf(ContactField.EMAIL, email).orElseThrow());
  }

  /** The same of the contact with this id. */
  public void remove(long id) {
    contacts.remove(id);
  }

  /** M1 keeps this value, whatever it acknowledges. */
  public void insistOn(String email, ContactField field, String value) {
    long id = idOf(ContactField.EMAIL, email).orElseThrow();
    insisted.put(id, Map.of(field, value));
    type(email, field, value);
  }

  /** No list shows this contact, nor counts it; an empty text shows all. */
  public void hide(String email) {
    hidden = email;
  }

  /** M1 keeps the mobile phone of whom it adds in this form, and finds it by that alone. */
  public void numbers(UnaryOperator<String> form) {
    kept.numbers(form);
  }

  /** Pages of contacts have so many rows at most. */
  public void pageCap(int rows) {
    pageCap = rows;
  }

  /** All contacts by M1's id. */
  public Map<Long, Contact> contacts() {
    return Map.copyOf(contacts);
  }

  /** The contact with this email, whatever its case. */
  public Optional<Contact> byEmail(String email) {
    return idOf(ContactField.EMAIL, email).map(contacts::get);
  }

  /** A person types something into a contact that is there; the others stay as they are. */
  public void type(String email, ContactField field, String value) {
    Optional<Long> id = idOf(ContactField.EMAIL, email);
    if (id.isPresent()) {
      Contact old = Objects.requireNonNull(contacts.get(id.get()));
      Contact typed = KeptContacts.merged(old, Contact.of(Map.of(field, value), Map.of()));
      contacts.put(id.get(), KeptContacts.withId(id.get(), typed, old.groups()));
    }
  }

  /** Puts a contact there as if someone had typed it into M1; returns its id. */
  public long put(Contact contact) {
    contacts.put(++lastId, KeptContacts.withId(lastId, contact, contact.groups()));
    return lastId;
  }

  public void put(M1Answers.Campaign campaign) {
    campaigns.add(campaign);
  }

  /** Puts an engagement row before all others: M1 lists the newest first. */
  public void put(M1Answers.EngagementRow row) {
    engagement.add(0, row);
  }

  @SuppressWarnings("unchecked") // each branch answers what its call declares
  <T> M1Outcome<T> answer(M1Call<T> call) {
    if (call instanceof M1Call.ContactDetail detail && !contacts.containsKey(detail.id())) {
      return new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no such contact");
    }
    return (M1Outcome<T>) new M1Outcome.Accepted<>(value(call));
  }

  private Object value(M1Call<?> call) {
    if (call instanceof M1Call.AddContacts add) {
      return add(add);
    } else if (call instanceof M1Call.EditContacts edit) {
      edit.rows().forEach(row -> edit(edit, row));
    } else if (call instanceof M1Call.DeleteContacts delete) {
      delete.ids().forEach(contacts::remove);
    } else if (call instanceof M1Call.ContactDetail detail) {
      return Objects.requireNonNull(contacts.get(detail.id()), "no such contact");
    } else if (call instanceof M1Call.ListContacts list) {
      return page(inGroups(list.groupIds()), list.page(), Math.min(list.limit(), pageCap));
    } else if (call instanceof M1Call.ContactSetting) {
      return M1Answers.Rows.of(List.of(new M1Answers.Setting("fullName", "姓名", true, 1)));
    } else if (call instanceof M1Call.AddGroup add) {
      return new M1Answers.Group(newGroup(add.groupName()), add.groupName(), OptionalLong.empty());
    } else if (call instanceof M1Call.DeleteGroups delete) {
      delete.ids().forEach(id -> deleteGroup(id, delete.withContacts()));
    } else if (call instanceof M1Call.ListGroups list) {
      return page(groups(list.key()), list.page(), list.limit());
    } else if (call instanceof M1Call.AddTag add) {
      tags.put(++lastId, add.tagName());
    } else if (call instanceof M1Call.ListTags list) {
      return page(tags(list.key()), list.page(), list.limit());
    } else {
      return propertiesAndEngagement(call);
    }
    return M1Answers.Done.DONE;
  }

  private Object propertiesAndEngagement(M1Call<?> call) {
    if (call instanceof M1Call.AddProperty add) {
      put(++lastId, add.label(), add.fieldType(), add.description());
    } else if (call instanceof M1Call.EditProperty edit) {
      put(edit.id(), edit.label(), edit.fieldType(), edit.description());
    } else if (call instanceof M1Call.DeleteProperty delete) {
      properties.remove(delete.id());
    } else if (call instanceof M1Call.ListProperties) {
      return M1Answers.Rows.of(List.copyOf(properties.values()));
    } else if (call instanceof M1Call.ListCampaigns) {
      return M1Answers.Rows.of(campaigns);
    } else if (call instanceof M1Call.ContactBehaviour) {
      return M1Answers.Rows.of(engagement);
    } else if (call instanceof M1Call.ListEngagement list) {
      List<M1Answers.EngagementRow> rows =
          engagement.stream().filter(row -> row.campaignId() == list.campaignId()).toList();
      return page(rows, list.page(), list.limit());
    } else {
      throw new IllegalArgumentException("The fake M1 knows no " + call.name());
    }
    return M1Answers.Done.DONE;
  }

  private void put(long id, String label, int type, String description) {
    properties.put(id, new M1Answers.Property(id, label, type, description));
  }

  private M1Answers.Added add(M1Call.AddContacts add) {
    Optional<Long> group =
        add.groupName().map(name -> groupId(name).orElseGet(() -> newGroup(name)));
    for (Contact sent : add.contacts()) {
      Optional<Long> there =
          add.opType() == OpType.ALWAYS_ADD
              ? Optional.empty()
              : sent.get(ContactField.EMAIL).flatMap(email -> idOf(ContactField.EMAIL, email));
      long id = there.orElseGet(() -> ++lastId);
      Contact old = contacts.get(id);
      Contact base = old == null || add.opType() == OpType.OVERWRITE ? KeptContacts.EMPTY : old;
      List<String> names = new ArrayList<>(old == null ? List.of() : old.groups());
      add.groupName().filter(name -> !names.contains(name)).ifPresent(names::add);
      contacts.put(
          id, KeptContacts.withId(id, KeptContacts.merged(base, kept.inForm(sent)), names));
    }
    return new M1Answers.Added(
        group.isPresent() ? OptionalLong.of(group.get()) : OptionalLong.empty());
  }

  private void edit(M1Call.EditContacts edit, List<String> row) {
    Map<ContactField, String> fields = new TreeMap<>();
    Map<Long, String> values = new TreeMap<>();
    for (int i = 0; i < row.size(); i++) {
      if (edit.columns().get(i) instanceof Column.Field field) {
        fields.put(field.field(), row.get(i));
      } else if (edit.columns().get(i) instanceof Column.Property property) {
        values.put(property.propertyId(), row.get(i));
      }
    }
    Optional<Long> id =
        edit.key() instanceof Column.Field key
            ? idOf(key.field(), fields.getOrDefault(key.field(), ""))
            : idOf(((Column.Property) edit.key()).propertyId(), values);
    id.ifPresent(
        found -> {
          Contact old = Objects.requireNonNull(contacts.get(found));
          fields.putAll(insisted.getOrDefault(found, Map.of()));
          contacts.put(
              found,
              KeptContacts.withId(
                  found, KeptContacts.merged(old, Contact.of(fields, values)), old.groups()));
        });
  }

  private Optional<Long> idOf(ContactField field, String value) {
    return contacts.entrySet().stream()
        .filter(entry -> value.equalsIgnoreCase(entry.getValue().fields().get(field)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Optional<Long> idOf(long propertyId, Map<Long, String> values) {
    String value = values.getOrDefault(propertyId, "");
    return contacts.entrySet().stream()
        .filter(entry -> value.equals(entry.getValue().properties().get(propertyId)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private long newGroup(String name) {
    groups.put(++lastId, name);
    return lastId;
  }

  private Optional<Long> groupId(String name) {
    return groups.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void deleteGroup(long id, boolean withContacts) {
    String name = groups.remove(id);
    if (name == null) {
      return;
    }
    if (withContacts) {
      contacts.values().removeIf(contact -> contact.groups().contains(name));
      return;
    }
    contacts.replaceAll(
        (contactId, contact) ->
            KeptContacts.withId(
                contactId,
                contact,
                contact.groups().stream().filter(group -> !group.equals(name)).toList()));
  }

  private List<Contact> inGroups(List<Long> ids) {
    List<String> names = ids.stream().map(groups::get).toList();
    return contacts.values().stream()
        .filter(
            contact ->
                hidden.isEmpty() || !hidden.equals(contact.get(ContactField.EMAIL).orElse("-")))
        .filter(contact -> ids.isEmpty() || contact.groups().stream().anyMatch(names::contains))
        .toList();
  }

  private List<M1Answers.Group> groups(Optional<String> key) {
    return groups.entrySet().stream()
        .filter(entry -> entry.getValue().contains(key.orElse("")))
        .map(
            entry ->
                new M1Answers.Group(
                    entry.getKey(), entry.getValue(), OptionalLong.of(size(entry.getValue()))))
        .toList();
  }

  private long size(String group) {
    return contacts.values().stream().filter(c -> c.groups().contains(group)).count();
  }

  private List<M1Answers.Tag> tags(Optional<String> key) {
    return tags.entrySet().stream()
        .filter(entry -> entry.getValue().contains(key.orElse("")))
        .map(entry -> new M1Answers.Tag(entry.getKey(), entry.getValue(), 0))
        .toList();
  }

  private static <R> M1Answers.Page<R> page(List<R> all, int page, int limit) {
    int from = Math.min((page - 1) * limit, all.size());
    return new M1Answers.Page<>(all.size(), all.subList(from, Math.min(from + limit, all.size())));
  }
}
