package io.m1bridge.simulator.contact;

import io.m1bridge.simulator.protocol.M1Code;

/**
 * How many contacts an account may hold.
 *
 * @param contacts the number
 * @param fullCode the code for one too many
 */
public record ContactLimit(int contacts, M1Code fullCode) {}
