package io.m1bridge.contactsync.account;

/**
 * Why nothing is sent for an account.
 *
 * @param health what kind of trouble it is
 * @param words for people
 */
public record Trouble(AccountHealth health, String words) {}
