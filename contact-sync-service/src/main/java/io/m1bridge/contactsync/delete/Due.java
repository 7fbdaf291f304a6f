package io.m1bridge.contactsync.delete;

import java.util.List;

/** The call that a delete job needs next. */
sealed interface Due {

  /** The rows that the call sends. */
  int rows();

  /** A call that changes nothing. */
  sealed interface Read extends Due {
    @Override
    default int rows() {
      return 0;
    }
  }

  /** Adds the members' addresses to the job's group. */
  record Mark(List<Member> members) implements Due {
    @Override
    public int rows() {
      return members.size();
    }
  }

  /** Lists the group: a page from 1 of so many rows. */
  record ListGroup(long groupId, int page, int limit) implements Read {}

  /** Looks for the group by its name. */
  record FindGroup(String name) implements Read {}

  /** Asks for the contact of one id. */
  record Look(long id) implements Read {}

  /** Asks how many contacts the group has. */
  record Size(long groupId, String name) implements Read {}

  /** Deletes by M1's ids. */
  record Delete(List<Long> ids) implements Due {
    @Override
    public int rows() {
      return ids.size();
    }
  }

  /** Deletes the group with its contacts, which are so many. */
  record Empty(long groupId, int rows) implements Due {}
}
