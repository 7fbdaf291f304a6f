package io.m1bridge.contactsync.contact;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a field that M1 owns, or shares with the CRM, may show in the end, by the rule alone. Where
 * a person typed before the CRM's last word had arrived, nobody can say which of the two was later.
 */
public final class OwnedField {

  private final Owner owner;
  private Set<String> allowed = Set.of("");
  private String said = "";
  private boolean settled;

  /**
   * @param owner not the CRM
   */
  public OwnedField(Owner owner) {
    this.owner = owner;
  }

  /** Whose it is. */
  public Owner owner() {
    return owner;
  }

  /** The CRM deleted the contact: whatever was typed goes with it. */
  public void gone() {
    allowed = Set.of("");
    said = "";
    settled = false;
  }

  /**
   * The CRM changed the contact.
   *
   * @param value of this field; null if it said none
   * @param moved whether the contact goes to another address, where nobody has typed yet
   */
  public void said(@Nullable String value, boolean moved) {
    boolean news =
        owner == Owner.SHARED && value != null && !value.isEmpty() && !value.equals(said);
    if (news) {
      said = value;
      allowed = Set.of(value);
      settled = false;
    } else if (moved) {
      allowed = with(said);
      settled = false;
    }
  }

  /** M1 has taken all that the CRM wants of the contact. */
  public void settled() {
    settled = true;
  }

  /** A person typed something into M1. */
  public void typed(String value) {
    allowed = settled ? Set.of(value) : with(value);
  }

  /** What M1 may show, where the contact stands in M1. */
  public Set<String> allowed() {
    return allowed;
  }

  private Set<String> with(String value) {
    Set<String> more = new TreeSet<>(allowed);
    more.add(value);
    return more;
  }
}
