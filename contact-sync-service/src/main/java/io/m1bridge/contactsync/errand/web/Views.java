package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.delete.GroupNames;
import io.m1bridge.contactsync.errand.ContactCompared;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an account has at M1, asked for now. */
public final class Views {

  private static final int DROP_DOWN = 2;

  private final PropertyUse use;
  private final Owners owners;

  Views(PropertyUse use, Owners owners) {
    this.use = use;
    this.owners = owners;
  }

  /** All fields that M1's contacts have. */
  ListAtM1<ListAtM1.Field> fields(AtM1.Asking asking) {
    M1Answers.Rows<M1Answers.Setting> list = asking.ask(new M1Call.ContactSetting());
    return whole(
        list.rows().stream()
            .map(
                row ->
                    new ListAtM1.Field(
                        row.field(), row.name(), row.isOrigin(), row.type() == DROP_DOWN))
            .toList(),
        list,
        asking);
  }

  /** All custom properties. */
  ListAtM1<ListAtM1.Property> properties(AtM1.Asking asking) {
    M1Answers.Rows<M1Answers.Property> list = asking.ask(new M1Call.ListProperties());
    return whole(
        list.rows().stream()
            .map(
                row ->
                    new ListAtM1.Property(
                        row.id(),
                        row.label(),
                        row.type() == DROP_DOWN,
                        row.description(),
                        use.topics(row.label())))
            .toList(),
        list,
        asking);
  }

  private static <T> ListAtM1<T> whole(List<T> rows, M1Answers.Rows<?> list, AtM1.Asking asking) {
    return new ListAtM1<>(rows, (long) list.received(), list.damaged().size(), asking.calls());
  }

  /**
   * A page of the groups.
   *
   * @param page from 1
   * @param search part of their names; empty for all
   */
  ListAtM1<ListAtM1.Group> groups(AtM1.Asking asking, AccountId account, int page, String search) {
    M1Answers.Page<M1Answers.Group> list =
        asking.ask(new M1Call.ListGroups(page, M1Call.MAX_PAGE, key(search)));
    return page(
        list.rows().stream()
            .map(
                row ->
                    new ListAtM1.Group(
                        row.id(),
                        row.name(),
                        ListAtM1.said(row.contactSize()),
                        GroupNames.isOurs(account, row.name().strip())))
            .toList(),
        list,
        asking);
  }

  /** A page of the tags. */
  ListAtM1<ListAtM1.Tag> tags(AtM1.Asking asking, int page, String search) {
    M1Answers.Page<M1Answers.Tag> list =
        asking.ask(new M1Call.ListTags(page, M1Call.MAX_PAGE, key(search)));
    return page(
        list.rows().stream()
            .map(row -> new ListAtM1.Tag(row.id(), row.name(), row.contactSize()))
            .toList(),
        list,
        asking);
  }

  private static <T> ListAtM1<T> page(List<T> rows, M1Answers.Page<?> list, AtM1.Asking asking) {
    return new ListAtM1<>(rows, ListAtM1.said(list.total()), list.damaged().size(), asking.calls());
  }

  private static Optional<String> key(String search) {
    return search.isBlank() ? Optional.empty() : Optional.of(search.strip());
  }

  /**
   * A contact, by the id that M1's list told last: one call, and one more for the labels of custom
   * values.
   *
   * @param believed null if we know no such contact
   * @throws ProblemException if M1 has no such contact, or nobody knows its id
   */
  ContactAtM1 contact(AtM1.Asking asking, @Nullable ContactState believed) {
    if (believed == null) {
      throw Problem.of(404, "contact-not-here", "No such contact is known")
          .withAdvice("Check its key: it is the one that the CRM gives it")
          .toException();
    }
    mustBeKnownByEmail(believed);
    long id = id(believed);
    Contact shown = asking.ask(new M1Call.ContactDetail(id));
    ContactCompared compared = new ContactCompared(believed, owners);
    if (!compared.isThisOne(shown)) {
      throw Problem.of(409, "m1-id-void", "M1 shows another address under the contact's id")
          .withDetail("Calls of the hour taken: " + asking.calls())
          .withAdvice("Somebody changed it at M1, or made it anew: reconcile looks for it")
          .toException();
    }
    boolean hasCustom = !shown.properties().isEmpty() || wantsCustom(believed);
    List<M1Answers.Property> properties =
        hasCustom ? asking.ask(new M1Call.ListProperties()).rows() : List.of();
    return ContactAtM1.of(id, compared.fields(shown, properties), asking.calls());
  }

  /** What M1 shows is told apart from somebody else by its email. */
  private static void mustBeKnownByEmail(ContactState believed) {
    if (believed.addressesInM1().stream().anyMatch(a -> !Identity.ofAddress(a).isEmail())) {
      throw Problem.of(409, "identity-not-email", "The contact is not known by its email")
          .withAdvice("Look for it at M1 by what it is known by: only contacts of emails are shown")
          .toException();
    }
  }

  private static long id(ContactState believed) {
    if (!believed.isInM1()) {
      throw Problem.of(409, "contact-not-in-m1", "M1 has not acknowledged this contact")
          .withAdvice("Where it is: GET /v1/contacts, or m1bridge contact")
          .toException();
    }
    if (believed.seen() == null || believed.seen().id() == 0) {
      throw Problem.of(409, "m1-id-unknown", "M1's id of this contact is not known yet")
          .withAdvice("M1 tells ids in its lists alone: reconcile reads them; ask again afterwards")
          .toException();
    }
    return believed.seen().id();
  }

  private static boolean wantsCustom(ContactState believed) {
    return believed.desired() != null
        && believed.desired().fields().keySet().stream()
            .anyMatch(name -> FieldNames.label(name).isPresent());
  }
}
