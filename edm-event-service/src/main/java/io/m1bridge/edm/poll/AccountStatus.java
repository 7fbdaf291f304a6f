package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner sees it now; may be ahead of what is committed by one commit interval.
 *
 * @param problem why nothing is read at the moment, for a person; null if all is well
 * @param discoveredAt when M1 last listed the campaigns; null if not since this owner began
 */
public record AccountStatus(
    AccountDescriptor descriptor,
    boolean forbidden,
    @Nullable String problem,
    @Nullable Instant discoveredAt,
    List<CampaignState> campaigns) {}
