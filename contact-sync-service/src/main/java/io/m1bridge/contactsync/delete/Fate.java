package io.m1bridge.contactsync.delete;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** How far the delete of one address has come. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fate.Unseen.class, name = "unseen"),
  @JsonSubTypes.Type(value = Fate.Known.class, name = "known"),
  @JsonSubTypes.Type(value = Fate.Shown.class, name = "shown"),
  @JsonSubTypes.Type(value = Fate.InDoubt.class, name = "inDoubt"),
  @JsonSubTypes.Type(value = Fate.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = Fate.Deleted.class, name = "deleted"),
  @JsonSubTypes.Type(value = Fate.Gone.class, name = "gone"),
  @JsonSubTypes.Type(value = Fate.Kept.class, name = "kept"),
  @JsonSubTypes.Type(value = Fate.Later.class, name = "later"),
  @JsonSubTypes.Type(value = Fate.NotFound.class, name = "notFound"),
  @JsonSubTypes.Type(value = Fate.Unproven.class, name = "unproven"),
  @JsonSubTypes.Type(value = Fate.Rejected.class, name = "rejected")
})
public sealed interface Fate {

  /** M1 has not shown it in the group so far: its id is not known. */
  record Unseen() implements Fate {}

  /** It stands in M1 under an id of ours to delete. */
  sealed interface Found extends Fate {

    /** M1's ids of it; more than one where M1 holds the address twice. */
    Set<Long> ids();
  }

  /** M1's list showed it some time ago: the id may be another's by now. */
  record Known(Set<Long> ids) implements Found {
    public Known {
      ids = Set.copyOf(ids);
    }
  }

  /** M1 shows it and nothing was done yet. */
  record Shown(Set<Long> ids) implements Found {
    public Shown {
      ids = Set.copyOf(ids);
    }
  }

  /** A delete of unknown outcome named it; it can no longer land. */
  record InDoubt(Set<Long> ids) implements Found {
    public InDoubt {
      ids = Set.copyOf(ids);
    }
  }

  /**
   * M1 refuses to delete it alone. It may be gone already: some refuse ids that are not there.
   *
   * @param code M1's code; empty if it named none
   */
  record Refused(Set<Long> ids, String code) implements Found {
    public Refused {
      ids = Set.copyOf(ids);
    }
  }

  /** M1 accepted its delete; not proven yet. */
  record Deleted(Set<Long> ids) implements Found {
    public Deleted {
      ids = Set.copyOf(ids);
    }
  }

  /** Nothing more is done for it. */
  sealed interface End extends Fate {}

  /** M1 showed it, was told to delete it, and does not show it any more. */
  record Gone() implements End {}

  /** It is not to be deleted any more: the address belongs to a contact that is to stay. */
  record Kept() implements End {}

  /**
   * M1 takes no marks, or finds it by none: it waits where it waited before the job.
   *
   * @param idStands whether nothing was said against the id that lists told
   */
  record Later(boolean idStands) implements End {}

  /** M1 took it into the group and never showed it there. */
  record NotFound() implements End {}

  /** M1 did not say no to its delete, and its lists do not show that it is gone. */
  record Unproven() implements End {}

  /**
   * M1 refuses it.
   *
   * @param code M1's code; empty if it named none
   */
  record Rejected(String code) implements End {}

  /** All of these ids. */
  static Set<Long> union(Collection<Long> ids, Collection<Long> more) {
    Set<Long> all = new TreeSet<>(ids);
    all.addAll(more);
    return all;
  }
}
