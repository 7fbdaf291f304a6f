package io.m1bridge.edm.session;

/**
 * What is known of a list before it is read.
 *
 * @param accounted how many of the rows that M1 lists now are published
 * @param unlisted how many more M1 counts than it lists
 * @param changed how many it lists otherwise than they were published
 */
public record Known(long accounted, long unlisted, long changed) {}
