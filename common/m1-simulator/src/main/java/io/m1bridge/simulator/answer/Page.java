package io.m1bridge.simulator.answer;

import java.util.List;

/**
 * One page.
 *
 * @param total how many there are on all pages
 * @param items those on this page
 */
public record Page<T>(int total, List<T> items) {}
