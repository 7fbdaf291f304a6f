package io.m1bridge.contactsync.web;

import org.jspecify.annotations.Nullable;

/**
 * What a person asks for.
 *
 * @param action pause, resume, approve, reject, retry, reconcile, repair or reset-incarnation
 */
public record CommandRequest(@Nullable String action) {}
