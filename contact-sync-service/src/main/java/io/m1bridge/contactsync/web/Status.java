package io.m1bridge.contactsync.web;

import java.util.Map;

/**
 * Numbers of this process.
 *
 * @param accepted valid changes taken since it began
 * @param settled terminal results since it began, also of changes taken before
 * @param pending contacts that wait for a call
 * @param inFlight calls without a known outcome
 * @param callsByKind calls made since it began
 * @param deadLetters since it began
 */
public record Status(
    long accepted,
    long settled,
    int pending,
    int inFlight,
    Map<String, Long> callsByKind,
    long deadLetters) {}
