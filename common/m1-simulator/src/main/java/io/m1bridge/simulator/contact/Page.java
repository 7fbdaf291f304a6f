package io.m1bridge.simulator.contact;

import java.util.List;

/**
 * One page.
 *
 * @param total how many there are on all pages
 * @param items those on this page
 */
record Page<T>(int total, List<T> items) {}
