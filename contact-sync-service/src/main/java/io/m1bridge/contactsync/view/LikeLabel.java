package io.m1bridge.contactsync.view;

/**
 * A custom property of a mapping that M1 does not have, and one of nearly that name that it has.
 *
 * @param label as the mapping has it
 * @param nearest as M1 has it
 * @param file of the mapping
 * @param line where it stands there, from 1
 */
public record LikeLabel(String label, String nearest, String file, int line) {}
