package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.delete.DeleteEvent.Listed;
import io.m1bridge.contactsync.delete.DeleteEvent.Row;
import io.m1bridge.contactsync.pack.ListedRows;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
   * @param failedAgain whether M1 failed on this call again and again
   * @param failedOften whether it did so while others passed
   * @param properties of the account, as far as they are known
   */
  static DeleteEvent read(
      DeleteJob job, CallEnd end, boolean failedAgain, boolean failedOften, Properties properties) {
    Due due = job.due();
    if (due instanceof Due.Look look) {
      boolean deleted = job.step() instanceof Looking looking && looking.afterDelete();
      boolean isNoEnough = deleted || failedAgain;
      return look(look.id(), job.by(look.id()), end, isNoEnough, failedOften, properties);
    }
    if (end instanceof CallEnd.NotSent notSent) {
      return bug(notSent.error());
    }
    if (!(end instanceof CallEnd.Made made)) {
      return new DeleteEvent.NotDone();
    }
    if (made.outcome() instanceof M1Outcome.Accepted<?> accepted) {
      return accepted(due, accepted.value());
    }
    if (made.outcome() instanceof M1Outcome.ContactLimit<?> && due instanceof Due.Mark) {
      return new DeleteEvent.NoRoom();
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

  /**
   * Who has an id. M1's page does not say what it answers for one that is not there: what names
   * neither a contact nor a code is no answer. Where no mark finds the contact either, its id is
   * all there is, and no failure of M1 speaks against it.
   *
   * @param isNoEnough whether a no without a code ends it: after the delete it may be all that M1
   *     says of what is not there, and before it only where M1 says it again and again
   */
  private static DeleteEvent look(
      long id,
      Identity by,
      CallEnd end,
      boolean isNoEnough,
      boolean failedOften,
      Properties properties) {
    if (!(end instanceof CallEnd.Made made)) {
      return end instanceof CallEnd.NotMade ? new DeleteEvent.NotDone() : new DeleteEvent.Unclear();
    }
    M1Outcome<?> outcome = made.outcome();
    if (outcome instanceof M1Outcome.Accepted<?> accepted) {
      Contact contact = (Contact) accepted.value();
      return told(id, by, contact, properties);
    }
    if (outcome instanceof M1Outcome.Refused<?>) {
      return new DeleteEvent.NoSuch();
    }
    boolean failed =
        outcome instanceof M1Outcome.Unavailable<?> unavailable && !unavailable.isCircuitOpen();
    boolean no =
        outcome instanceof M1Outcome.Unexplained<?> || outcome instanceof M1Outcome.TooLarge<?>;
    boolean given = by.isEmail() || failedOften;
    boolean unclear = (no && (given || isNoEnough)) || (failed && given);
    return unclear ? new DeleteEvent.Unclear() : new DeleteEvent.NotDone();
  }

  /** Who has an id and nothing of what contacts are known by has another address, like any. */
  private static DeleteEvent told(long id, Identity by, Contact contact, Properties properties) {
    if (!ListedRows.canShow(by, properties)) {
      return new DeleteEvent.NotDone();
    }
    Optional<String> shown = ListedRows.address(contact, by, properties);
    boolean read = shown.isPresent() || !by.isEmail();
    return contact.id().equals(OptionalLong.of(id)) && read
        ? new DeleteEvent.Told(new Row(id, shown.orElse("")))
        : new DeleteEvent.Unclear();
  }

  private static DeleteEvent accepted(Due due, Object value) {
    if (due instanceof Due.Size size) {
      return sized(size, (M1Answers.Page<?>) value);
    }
    if (due instanceof Due.FindGroup group) {
      return named(group, (M1Answers.Page<?>) value);
    }
    if (value instanceof M1Answers.Added added) {
      return new DeleteEvent.Marked(added.groupId());
    }
    if (value instanceof M1Answers.Page<?> page) {
      return listed(page);
    }
    return new DeleteEvent.Deleted();
  }

  private static DeleteEvent named(Due.FindGroup asked, M1Answers.Page<?> page) {
    return new DeleteEvent.Named(
        page.rows().stream()
            .map(M1Answers.Group.class::cast)
            .filter(group -> group.name().strip().equalsIgnoreCase(asked.name()))
            .mapToLong(M1Answers.Group::id)
            .findFirst());
  }

  /** M1 may cut names, so that a group of its own name, and only that, is the job's alone. */
  private static DeleteEvent sized(Due.Size asked, M1Answers.Page<?> page) {
    return new DeleteEvent.Sized(
        page.rows().stream()
            .map(M1Answers.Group.class::cast)
            .filter(group -> group.id() == asked.groupId())
            .filter(group -> group.name().strip().equals(asked.name()))
            .findFirst()
            .map(M1Answers.Group::contactSize)
            .orElse(OptionalLong.empty()));
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
