package io.m1bridge.simulator.web;

import io.m1bridge.simulator.account.HourKind;
import io.m1bridge.simulator.account.M1Account;
import io.m1bridge.simulator.account.Plan;

/**
 * An account as the control API tells of it; no secrets.
 *
 * @param callLimit calls per hour that hold
 * @param contactLimit contacts that hold
 * @param contacts contacts stored
 * @param campaigns campaigns made
 * @param calls calls made
 */
public record AccountInfo(
    String id,
    String m1AccountId,
    String clientId,
    Plan plan,
    HourKind hour,
    int callLimit,
    int contactLimit,
    int contacts,
    int campaigns,
    long calls) {
  static AccountInfo of(M1Account account) {
    var settings = account.settings();
    return new AccountInfo(
        account.id(),
        account.m1AccountId(),
        settings.clientId(),
        settings.plan(),
        settings.hour(),
        settings.callsPerHour(),
        settings.mostContacts(),
        account.contacts().size(),
        account.campaigns().size(),
        account.calls().summary(settings.callsPerHour()).total());
  }
}
