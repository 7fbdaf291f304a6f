package io.m1bridge.edm.machine;

/**
 * What an address may be for the recipients of a campaign.
 *
 * @param address see {@link Moment#address}
 * @param clicks whether it clicks for them; else it only opens, as privacy proxies do
 */
public record Gateway(long address, boolean clicks) {}
