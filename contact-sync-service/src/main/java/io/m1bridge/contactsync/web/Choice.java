package io.m1bridge.contactsync.web;

/**
 * A choice of a form.
 *
 * @param word as it stands in an address
 */
public record Choice(String word, String label, boolean chosen) {}
