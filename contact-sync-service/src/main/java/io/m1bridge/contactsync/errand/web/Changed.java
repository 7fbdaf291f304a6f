package io.m1bridge.contactsync.errand.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * M1 did what was confirmed.
 *
 * @param says what it did
 * @param id of what was made, where M1 tells it
 * @param calls of the hour that it took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Changed(String says, @Nullable Long id, int calls) {}
