package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.delete.DeleteEvent.Listed;
import io.m1bridge.contactsync.delete.DeleteEvent.Row;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What M1's answers mean to a delete job. */
final class DeleteAnswers {

  private DeleteAnswers() {}

  private static final String BUG = "bug ";

  /** A bug met the call: it is refused like any other that cannot be carried out. */
  static DeleteEvent bug(String error) {
    return new DeleteEvent.Refused(BUG + error);
  }

  /** The class of the bug, if a refusal was one. */
  static Optional<String> error(String code) {
    return code.startsWith(BUG) ? Optional.of(code.substring(BUG.length())) : Optional.empty();
  }

  /**
   * Reads the end of a call whose outcome is known.
   *
   * @param failedOften whether M1 failed on this call again and again while others passed
   */
  static DeleteEvent read(CallEnd end, boolean failedOften) {
    if (end instanceof CallEnd.NotSent notSent) {
      return bug(notSent.error());
    }
    if (!(end instanceof CallEnd.Made made)) {
      return new DeleteEvent.NotDone();
    }
    if (made.outcome() instanceof M1Outcome.Accepted<?> accepted) {
      return accepted(accepted.value());
    }
    if (made.outcome() instanceof M1Outcome.Refused<?> refused) {
      return new DeleteEvent.Refused(refused.code().value());
    }
    if (made.outcome() instanceof M1Outcome.TooLarge<?>) {
      return new DeleteEvent.Refused("");
    }
    if (!failedOften) {
      return new DeleteEvent.NotDone();
    }
    boolean unexplained = made.outcome() instanceof M1Outcome.Unexplained<?>;
    return new DeleteEvent.Refused(unexplained ? "" : M1Code.SERVER_ERROR.value());
  }

  private static DeleteEvent accepted(Object value) {
    if (value instanceof M1Answers.Added added) {
      return new DeleteEvent.Marked(added.groupId());
    }
    if (value instanceof M1Answers.Page<?> page) {
      return listed(page);
    }
    return new DeleteEvent.Deleted();
  }

  /** A row without an id or an address may be one of those that are looked for. */
  private static DeleteEvent listed(M1Answers.Page<?> page) {
    List<Row> rows = new ArrayList<>();
    for (Object listed : page.rows()) {
      Contact contact = (Contact) listed;
      Optional<String> email = contact.get(ContactField.EMAIL);
      if (contact.id().isPresent() && email.isPresent()) {
        rows.add(new Row(contact.id().getAsLong(), email.get()));
      }
    }
    int received = page.rows().size() + page.damaged().size();
    return new Listed(rows, received, received - rows.size(), page.total());
  }
}
