package io.m1bridge.contactsync.property;

/** A label to create, or to give new options, and how many contacts were seen to need it. */
public record Creation(String label, int contacts) {}
