package io.m1bridge.ui.oidc;

/**
 * Who signed in.
 *
 * @param name for the audit
 * @param operator may act, not only look
 */
public record Person(String name, boolean operator) {}
