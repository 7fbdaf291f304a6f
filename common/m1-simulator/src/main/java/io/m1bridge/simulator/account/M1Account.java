package io.m1bridge.simulator.account;

import io.m1bridge.simulator.contact.ContactBook;
import io.m1bridge.simulator.edm.Campaigns;

/** One account in M1: its settings, its contacts, its campaigns and its calls. */
public final class M1Account {
  private final String id;
  private final String m1AccountId;
  private final ContactBook contacts;
  private final Campaigns campaigns;
  private final CallLog calls = new CallLog();
  private volatile AccountSettings settings;

  M1Account(
      String id,
      String m1AccountId,
      AccountSettings settings,
      ContactBook contacts,
      Campaigns campaigns) {
    this.id = id;
    this.m1AccountId = m1AccountId;
    this.settings = settings;
    this.contacts = contacts;
    this.campaigns = campaigns;
  }

  /** Our name for it, as the control API uses it. */
  public String id() {
    return id;
  }

  /** M1's own id, as list rows carry it. */
  public String m1AccountId() {
    return m1AccountId;
  }

  /** The settings in force. */
  public AccountSettings settings() {
    return settings;
  }

  void settings(AccountSettings changed) {
    settings = changed;
  }

  /** The contact database; guards itself. */
  public ContactBook contacts() {
    return contacts;
  }

  /** The campaigns; guards itself. */
  public Campaigns campaigns() {
    return campaigns;
  }

  /** The calls made. */
  public CallLog calls() {
    return calls;
  }
}
