package io.m1bridge.simulator.edm;

/**
 * What M1 changes in a row some time after it first showed it.
 *
 * @param at from when, epoch ms
 * @param ipMasked whether the last part of the IP address is lost
 * @param clientRenamed whether the program gets another name
 * @param mailingFilled whether {@code mailing_id} is empty until then
 */
record RowChange(long at, boolean ipMasked, boolean clientRenamed, boolean mailingFilled) {
  /** No change. */
  static final RowChange NONE = new RowChange(EngagementRow.NEVER, false, false, false);

  String ip(String ip, long now) {
    return ipMasked && now >= at ? ip.replaceFirst("\\d+$", "*") : ip;
  }

  String client(String client, long now) {
    return clientRenamed && now >= at && !client.isEmpty() ? client + " 49" : client;
  }

  String mailing(String mailing, long now) {
    return mailingFilled && now < at ? "" : mailing;
  }
}
