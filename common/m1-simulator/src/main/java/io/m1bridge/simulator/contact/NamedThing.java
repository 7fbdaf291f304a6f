package io.m1bridge.simulator.contact;

/**
 * A group or a tag.
 *
 * @param id M1's id
 * @param name its name
 * @param createdAt epoch ms
 */
record NamedThing(int id, String name, long createdAt) {}
