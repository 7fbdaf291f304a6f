/**
 * The CRM side of a run: invented people, their changes, and the truth that M1 has to show in the
 * end. Read {@link io.m1bridge.local.crm.Crm} first.
 */
@NullMarked
package io.m1bridge.local.crm;

import org.jspecify.annotations.NullMarked;
