package io.m1bridge.m1.http;

import io.m1bridge.m1.M1Call;

/** What a call may change, and by which verb it goes. */
enum M1CallKind {
  READ,
  /** {@code contact/property/all}: a POST, says the page, that changes nothing. */
  READ_BY_POST,
  WRITE;

  static M1CallKind of(M1Call<?> call) {
    if (call instanceof M1Call.ContactSetting
        || call instanceof M1Call.ContactDetail
        || call instanceof M1Call.ListContacts
        || call instanceof M1Call.ListGroups
        || call instanceof M1Call.ListTags
        || call instanceof M1Call.ListCampaigns
        || call instanceof M1Call.ListEngagement) {
      return READ;
    }
    return call instanceof M1Call.ListProperties ? READ_BY_POST : WRITE;
  }
}
