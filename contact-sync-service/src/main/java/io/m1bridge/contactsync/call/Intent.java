package io.m1bridge.contactsync.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that writes, on record before it is made. As long as it stands there, it may have happened
 * and may still happen. Holds keys only: what is written stands with each contact, so that the
 * record's size does not depend on what came in.
 *
 * @param contacts keys of the contacts it carries; empty where it is about none
 * @param group the group that an add names; null without one
 * @param createdAt when it was recorded; nothing of it is sent later than the permit's validity
 *     after this, so that its in-doubt period counts from here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Intent(
    String callId,
    AccountId account,
    Kind kind,
    List<String> contacts,
    @Nullable String group,
    Instant createdAt) {

  public Intent {
    contacts = contacts == null ? List.of() : List.copyOf(contacts);
  }

  /** What the call writes. */
  public enum Kind {
    ADD,
    EDIT,
    /** Contacts that are to go join a fresh group, so that listing it tells their ids. */
    MARK,
    DELETE,
    REMOVE_GROUPS,
    CREATE_PROPERTY,
    /** A person makes, renames or deletes a custom property. */
    CHANGE_PROPERTY,
    /** A person makes or deletes a group, or makes a tag. */
    CHANGE_GROUP
  }

  @Override
  public String toString() {
    return "Intent["
        + callId
        + ", "
        + account
        + ", "
        + kind
        + ", "
        + contacts.size()
        + " contacts]";
  }
}
