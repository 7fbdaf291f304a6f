package io.m1bridge.contactsync.web;

/**
 * What stands on the page that asks for a confirmation.
 *
 * @param back where a person goes who leaves it
 */
public record ToConfirm(
    String account, String action, String confirmation, String says, String button, String back) {}
