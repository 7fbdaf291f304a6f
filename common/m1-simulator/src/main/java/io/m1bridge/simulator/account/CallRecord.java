package io.m1bridge.simulator.account;

/**
 * One call that was made with a valid token of the account.
 *
 * @param time when it was taken, epoch ms
 * @param path path below the API base
 * @param code {@code ok}, an M1 code, or the fault that answered in its place
 * @param rows contacts or ids that came with it
 */
public record CallRecord(long time, String path, String code, int rows) {}
