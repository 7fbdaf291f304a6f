/**
 * What events add up to, plain Java: of a recipient (when not to mail), and of a campaign. Read
 * {@link io.m1bridge.edm.summary.SuppressionRules} first.
 */
@NullMarked
package io.m1bridge.edm.summary;

import org.jspecify.annotations.NullMarked;
