/**
 * What crosses a topic or a service boundary: event records, topic names and settings, and the REST
 * bodies of token-service that its clients share. JSON Schemas and {@code asyncapi.yaml} stand in
 * the resources; tests hold the three against each other.
 *
 * <p>Read {@link io.m1bridge.contracts.Topics} first.
 */
@NullMarked
package io.m1bridge.contracts;

import org.jspecify.annotations.NullMarked;
