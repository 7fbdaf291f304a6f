/**
 * What a run says in the end, and on the way. Read {@link io.m1bridge.local.report.Figures} first.
 */
@NullMarked
package io.m1bridge.local.report;

import org.jspecify.annotations.NullMarked;
