package io.m1bridge.contactsync.delete;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.delete.Fate.Deleted;
import io.m1bridge.contactsync.delete.Fate.Found;
import io.m1bridge.contactsync.delete.Fate.InDoubt;
import io.m1bridge.contactsync.delete.Fate.Refused;
import io.m1bridge.contactsync.delete.Fate.Shown;
import io.m1bridge.contactsync.delete.Fate.Unseen;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;

/**
 * One address of a contact that is to go from M1.
 *
 * @param key the CRM's key
 * @param email the address it stands, or may stand, under
 */
public record Member(String key, String email, Fate fate) {

  /** One that is not looked for yet. */
  public static Member of(String key, String email) {
    return new Member(key, email, new Unseen());
  }

  /** One that M1's list showed under this id. */
  static Member known(String key, String email, long id) {
    return new Member(key, email, new Fate.Known(Set.of(id)));
  }

  @JsonIgnore
  boolean isEnded() {
    return fate instanceof Fate.End;
  }

  /** Whether its address is no email: it is not found by a mark. */
  @JsonIgnore
  boolean isKeyed() {
    return !Identity.ofAddress(email).isEmail();
  }

  @JsonIgnore
  boolean isUnseen() {
    return fate instanceof Unseen;
  }

  /** M1's ids of it, as far as known. */
  Set<Long> ids() {
    return fate instanceof Found found ? found.ids() : Set.of();
  }

  boolean isAmong(Collection<Long> shown) {
    return !Collections.disjoint(shown, ids());
  }

  Member as(Fate next) {
    return new Member(key, email, next);
  }

  /** M1 shows it under these ids. */
  Member shownAs(Set<Long> shown) {
    return isEnded() || ids().containsAll(shown) ? this : as(new Shown(Fate.union(ids(), shown)));
  }

  /** No answer settled it: it waits for a list, or with its id where none was against that. */
  Member later() {
    return as(new Fate.Later(fate instanceof Fate.Known || fate instanceof Shown));
  }

  /** M1 accepted a delete of this id. */
  Member deleted(Collection<Long> deletedIds) {
    return isAmong(deletedIds) ? as(new Deleted(ids())) : this;
  }

  /** Whether a delete of this id landed cannot be told. What M1 accepted once stays accepted. */
  Member inDoubt(Collection<Long> doubtfulIds) {
    return isAmong(doubtfulIds) && !(fate instanceof Deleted) ? as(new InDoubt(ids())) : this;
  }

  /** M1 refuses to delete this id alone. What M1 accepted once stays accepted. */
  Member refused(long id, String code) {
    return isAmong(Set.of(id)) && !(fate instanceof Deleted) ? as(new Refused(ids(), code)) : this;
  }

  /** The last listing before patience ends did not settle it. */
  Member expired() {
    if (isEnded()) {
      return this;
    }
    if (fate instanceof Refused refused) {
      return as(new Fate.Rejected(refused.code()));
    }
    return as(isUnseen() ? new Fate.NotFound() : new Fate.Unproven());
  }

  @Override
  public String toString() {
    return "Member[" + fate.getClass().getSimpleName() + "]";
  }
}
