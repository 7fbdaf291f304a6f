package io.m1bridge.simulator.edm;

/**
 * A campaign as the control API tells of it.
 *
 * @param id M1's task id
 * @param subject subject of the mail
 * @param createdAt epoch ms
 * @param sendAt epoch ms
 * @param rows rows that it will ever have
 * @param visible rows that M1 shows now
 * @param settledAt from when no new row shows, epoch ms
 */
public record CampaignInfo(
    long id, String subject, long createdAt, long sendAt, int rows, int visible, long settledAt) {}
