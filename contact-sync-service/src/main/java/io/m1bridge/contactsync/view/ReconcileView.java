package io.m1bridge.contactsync.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How what M1 lists compares with what it acknowledged, for people: the pass under way, or else the
 * last one.
 *
 * @param pass its number; 0 if none was begun yet
 * @param running whether it is under way
 * @param whole whether it read everything; deep pages may be refused, and rows be damaged
 * @param endedAt null while it is under way
 * @param nextAt when the next one begins; null while one is under way, or where none is wanted
 * @param rows that M1 listed
 * @param compared contacts of the CRM among them, of which nothing was on its way
 * @param coverage {@code compared} as a share of what M1 acknowledged, 0 to 1
 * @param differing of those, contacts of which a field or a group differs
 * @param missing contacts that M1 acknowledged and does not list
 * @param foreign rows that are no contacts of the CRM
 * @param damaged rows that could not be read
 * @param driftLow share of contacts that differ or are missing: at least, with 95 % confidence
 * @param driftHigh the same: at most
 * @param acknowledged contacts that M1 acknowledged and that were not deleted since
 * @param listed contacts that are listed as undelivered now because they differ or are missing
 * @param total contacts that M1 says it has, ours or not; null if it was not asked, or did not say
 * @param cut why it ended early: {@code refused}, {@code repeated}, {@code damaged}, {@code
 *     fewer-than-counted}, {@code none-of-ours} or {@code many-left}; null if it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconcileView(
    long pass,
    boolean running,
    boolean whole,
    Instant begunAt,
    @Nullable Instant endedAt,
    @Nullable Instant nextAt,
    long rows,
    long compared,
    double coverage,
    long differing,
    long missing,
    long foreign,
    long damaged,
    double driftLow,
    double driftHigh,
    long acknowledged,
    long listed,
    @Nullable Long total,
    @Nullable String cut) {}
