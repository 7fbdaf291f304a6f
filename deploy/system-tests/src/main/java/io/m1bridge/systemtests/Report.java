package io.m1bridge.systemtests;

import java.util.List;
import java.util.Map;

/**
 * What a run found; the last line with {@code --json}.
 *
 * @param rounds how many were run
 * @param seed repeats the same faults
 * @param faults how many of which
 * @param violations how many
 * @param details one line per violation
 */
record Report(
    String systemTest,
    int rounds,
    long seed,
    Map<String, Integer> faults,
    int violations,
    List<String> details) {}
