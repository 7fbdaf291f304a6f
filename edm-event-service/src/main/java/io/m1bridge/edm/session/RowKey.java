package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;

/**
 * What a row is told from others by.
 *
 * @param fingerprint what makes rows equal
 * @param core what stays when M1 changes the row: rows of one core are alike
 */
public record RowKey(RowFingerprint fingerprint, RowCore core) {}
