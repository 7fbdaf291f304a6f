package io.m1bridge.contactsync.delete;

import java.util.List;

/** The call that a delete job needs next. */
sealed interface Due {

  /** The rows that the call sends. */
  int rows();

  /** Adds the members' addresses to the job's group. */
  record Mark(List<Member> members) implements Due {
    @Override
    public int rows() {
      return members.size();
    }
  }

  /** Lists the group: a page from 1 of so many rows. */
  record ListGroup(long groupId, int page, int limit) implements Due {
    @Override
    public int rows() {
      return 0;
    }
  }

  /** Deletes by M1's ids. */
  record Delete(List<Long> ids) implements Due {
    @Override
    public int rows() {
      return ids.size();
    }
  }
}
