package io.m1bridge.local.verify;

/** Where a change stands in {@code crm.contact-changes}. */
public record Position(int partition, long offset) {}
