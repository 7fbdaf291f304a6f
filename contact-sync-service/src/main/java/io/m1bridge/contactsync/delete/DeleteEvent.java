package io.m1bridge.contactsync.delete;

import java.util.List;
import java.util.OptionalLong;

/** What a delete job learns. */
sealed interface DeleteEvent {

  /** M1 took the members into the group; it names the group's id, or not. */
  record Marked(OptionalLong groupId) implements DeleteEvent {}

  /** M1's id of the group; empty if its list does not show it. */
  record Named(OptionalLong groupId) implements DeleteEvent {}

  /**
   * A page of the group.
   *
   * @param rows those with an id and an address
   * @param received rows of every kind, the damaged ones too: what paging counts
   * @param damaged rows that could not be read: one of them may hide a member
   * @param total as M1 counts them; only ever used to save a call
   */
  record Listed(List<Row> rows, int received, int damaged, OptionalLong total)
      implements DeleteEvent {
    public Listed {
      rows = List.copyOf(rows);
    }
  }

  /** A contact that M1 shows. */
  record Row(long id, String email) {
    @Override
    public String toString() {
      return "Row[" + id + "]";
    }
  }

  /**
   * M1 has this contact under the id that it was asked for.
   *
   * @param row with that id
   */
  record Told(Row row) implements DeleteEvent {}

  /** M1 refuses to show a contact of this id. */
  record NoSuch() implements DeleteEvent {}

  /** What M1 answers for the id says neither. */
  record Unclear() implements DeleteEvent {}

  /** How many contacts the group has; empty if M1 does not list it under its name, or no number. */
  record Sized(OptionalLong contacts) implements DeleteEvent {}

  /** M1 takes no marks: it says that the account is full. */
  record NoRoom() implements DeleteEvent {}

  /** M1 accepted the delete. */
  record Deleted() implements DeleteEvent {}

  /**
   * M1 refuses the step's call, and refuses it again at a repeat.
   *
   * @param code M1's code; empty if it named none
   */
  record Refused(String code) implements DeleteEvent {}

  /**
   * M1 says no to the step's call for one contact, and not why, and nothing else passes: others go
   * first, and nobody is to blame yet.
   */
  record Undecided() implements DeleteEvent {}

  /** The step's call was not made, or M1 surely did not do it: it is made again. */
  record NotDone() implements DeleteEvent {}

  /** The outcome of the step's call stays unknown, but it can no longer land. */
  record Released() implements DeleteEvent {}
}
