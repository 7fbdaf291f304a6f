/**
 * Whether a machine opened and clicked for a recipient, plain Java. Read {@link
 * io.m1bridge.edm.machine.MachineModel} first, then {@link io.m1bridge.edm.machine.MachineJudge}.
 */
@NullMarked
package io.m1bridge.edm.machine;

import org.jspecify.annotations.NullMarked;
