package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.OpType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is due, as a call of M1. */
final class DueCall {

  private DueCall() {}

  /** What a call that writes is on record as. */
  static Intent.Kind kind(Due due) {
    return due instanceof Due.Mark ? Intent.Kind.MARK : Intent.Kind.DELETE;
  }

  static M1Call<?> of(Due due, DeleteJob job) {
    if (due instanceof Due.ListGroup list) {
      return new M1Call.ListContacts(List.of(list.groupId()), list.page(), list.limit());
    }
    if (due instanceof Due.Look look) {
      return new M1Call.ContactDetail(look.id());
    }
    if (due instanceof Due.Size size) {
      return new M1Call.ListGroups(1, M1Call.MAX_PAGE, Optional.of(size.name()));
    }
    if (due instanceof Due.FindGroup group) {
      return new M1Call.ListGroups(1, M1Call.MAX_PAGE, Optional.of(group.name()));
    }
    if (due instanceof Due.Delete delete) {
      return new M1Call.DeleteContacts(delete.ids());
    }
    if (due instanceof Due.Empty group) {
      return new M1Call.DeleteGroups(List.of(group.groupId()), true);
    }
    List<Contact> rows =
        ((Due.Mark) due)
            .members().stream()
                .map(row -> Contact.of(Map.of(ContactField.EMAIL, row.email()), Map.of()))
                .toList();
    return new M1Call.AddContacts(rows, Optional.of(job.group()), OpType.MERGE);
  }
}
