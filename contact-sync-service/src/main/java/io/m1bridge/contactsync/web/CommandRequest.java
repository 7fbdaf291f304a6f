package io.m1bridge.contactsync.web;

import org.jspecify.annotations.Nullable;

/**
 * What a person asks for.
 *
 * @param action pause, resume, approve, reject, retry, reconcile, repair, reset-incarnation or
 *     forget
 * @param contact the CRM's key of the contact to forget; of no other action
 */
public record CommandRequest(@Nullable String action, @Nullable String contact) {}
