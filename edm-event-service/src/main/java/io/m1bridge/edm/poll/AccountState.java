package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;

/** What is kept of an account. What is wrong with it is not: that passes. */
public record AccountState(AccountDescriptor descriptor) {}
