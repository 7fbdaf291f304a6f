package io.m1bridge.edm.table;

/** A key {@code account/campaign}; account ids hold no slash. */
record CampaignKey(String account, long campaignId) {

  static CampaignKey parse(String key) {
    int slash = key.indexOf('/');
    return new CampaignKey(key.substring(0, slash), Long.parseLong(key.substring(slash + 1)));
  }
}
