package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.m1bridge.contracts.Undelivered;
import java.time.Instant;

/**
 * That a contact stands in the list of what is not delivered.
 *
 * @param since since when it is not delivered
 */
public record Listed(
    Undelivered.State state,
    String reason,
    @JsonFormat(
            shape = JsonFormat.Shape.NUMBER_INT,
            without = JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
        Instant since) {}
